"""Raw NCCO as text: broken JSON understood, findings with their places, fixes that keep the layout."""
