"""Program to state graph: what is sent at each point of a call, and what is decided next."""
