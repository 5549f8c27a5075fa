"""The compiler's own sentences in the languages of western and northern Europe (language 5, 6)."""

from __future__ import annotations

from ivrc.language.sentences.row import Sentences

WESTERN: dict[str, Sentences] = {
    "en": Sentences(
        option="For {label}, press {key}.",
        infinitive="to ",
        option_to="{label}, press {key}.",
        entered="You entered {value}.",
        confirm="If that is correct, press 1. To try again, press 2.",
        yes=("yes", "yeah", "yep", "correct", "right"),
        no=("no", "nope", "wrong", "incorrect", "not correct", "not right", "isn't correct", "isn't right"),
        apology="We are sorry, we cannot take your call at the moment. Please try again later.",
    ),
    "de": Sentences(
        option="Für {label} drücken Sie die {key}.",
        infinitive="um ",
        option_to="{label}, drücken Sie die {key}.",
        entered="Sie haben {value} eingegeben.",
        confirm="Wenn das richtig ist, drücken Sie die 1. Für eine neue Eingabe drücken Sie die 2.",
        yes=("ja", "genau", "richtig", "korrekt", "stimmt"),
        no=("nein", "falsch", "nicht richtig", "nicht korrekt", "stimmt nicht"),
        apology=(
            "Es tut uns leid, wir können Ihren Anruf zurzeit nicht entgegennehmen. "
            "Bitte versuchen Sie es später noch einmal."
        ),
    ),
    "nl": Sentences(
        option="Voor {label}, toets {key}.",
        infinitive="om ",
        option_to="{label}, toets {key}.",
        entered="U heeft {value} opgegeven.",
        confirm="Als dit klopt, toets 1. Om het opnieuw te proberen, toets 2.",
        yes=("ja", "klopt", "juist", "correct"),
        no=("nee", "neen", "fout", "onjuist", "klopt niet", "niet juist", "niet correct"),
        apology=(
            "Het spijt ons, we kunnen uw oproep op dit moment niet beantwoorden. "
            "Probeert u het later nog eens."
        ),
    ),
    "af": Sentences(
        option="Vir {label}, druk {key}.",
        infinitive="om ",
        option_to="{label}, druk {key}.",
        entered="U het {value} ingevoer.",
        confirm="As dit korrek is, druk 1. Om weer te probeer, druk 2.",
        yes=("ja", "reg", "korrek"),
        no=("nee", "verkeerd", "nie reg", "nie korrek"),
        apology="Jammer, ons kan nie u oproep op die oomblik beantwoord nie. Probeer asseblief later weer.",
    ),
    "sv": Sentences(
        option="För {label}, tryck {key}.",
        infinitive="för att ",
        option_to="{label}, tryck {key}.",
        entered="Du har angett {value}.",
        confirm="Om det stämmer, tryck 1. För att försöka igen, tryck 2.",
        yes=("ja", "stämmer", "rätt", "korrekt"),
        no=("nej", "fel", "stämmer inte", "inte rätt", "inte korrekt"),
        apology="Vi kan tyvärr inte ta emot ditt samtal just nu. Försök igen senare.",
    ),
    "da": Sentences(
        option="For {label}, tryk {key}.",
        infinitive="for at ",
        option_to="{label}, tryk {key}.",
        entered="Du har angivet {value}.",
        confirm="Hvis det er korrekt, tryk 1. For at prøve igen, tryk 2.",
        yes=("ja", "rigtigt", "korrekt"),
        no=("nej", "forkert", "ikke rigtigt", "ikke korrekt"),
        apology="Vi kan desværre ikke besvare dit opkald i øjeblikket. Prøv igen senere.",
    ),
    "nb": Sentences(
        option="For {label}, trykk {key}.",
        infinitive="for å ",
        option_to="{label}, trykk {key}.",
        entered="Du har oppgitt {value}.",
        confirm="Hvis dette stemmer, trykk 1. For å prøve på nytt, trykk 2.",
        yes=("ja", "stemmer", "riktig", "korrekt"),
        no=("nei", "feil", "stemmer ikke", "ikke riktig", "ikke korrekt"),
        apology="Vi kan dessverre ikke besvare anropet ditt akkurat nå. Prøv igjen senere.",
    ),
    "fi": Sentences(
        option="{label}: valitse {key}.",
        infinitive="jos ",
        option_to="{label}, valitse {key}.",
        entered="Antamasi tieto on {value}.",
        confirm="Jos tämä on oikein, valitse 1. Jos haluat yrittää uudelleen, valitse 2.",
        yes=("kyllä", "joo", "oikein", "pitää paikkansa"),
        no=("ei", "väärin", "ei ole oikein", "ei pidä paikkaansa"),
        apology="Valitettavasti emme voi vastata puheluusi juuri nyt. Yritä myöhemmin uudelleen.",
    ),
    "cy": Sentences(
        option="Ar gyfer {label}, pwyswch {key}.",
        infinitive="i ",
        option_to="{label}, pwyswch {key}.",
        entered="Rydych wedi nodi {value}.",
        confirm="Os yw hynny'n gywir, pwyswch 1. I roi cynnig arall arni, pwyswch 2.",
        yes=("ie", "ydy", "cywir"),
        no=("na", "nage", "nac ydy", "anghywir"),
        apology=(
            "Mae'n ddrwg gennym, ni allwn gymryd eich galwad ar hyn o bryd. "
            "Rhowch gynnig arall arni yn nes ymlaen."
        ),
    ),
    "fr": Sentences(
        option="Pour {label}, tapez {key}.",
        infinitive="pour ",
        option_to="{label}, tapez {key}.",
        entered="Vous avez saisi {value}.",
        confirm="Si c'est correct, tapez 1. Pour recommencer, tapez 2.",
        yes=("oui", "correct", "exact", "c'est ça"),
        no=("non", "faux", "incorrect", "inexact", "pas correct", "pas exact", "pas ça"),
        apology=(
            "Nous sommes désolés, nous ne pouvons pas prendre votre appel pour le moment. "
            "Veuillez rappeler plus tard."
        ),
    ),
    "fr-CA": Sentences(
        option="Pour {label}, appuyez sur la touche {key}.",
        infinitive="pour ",
        option_to="{label}, appuyez sur la touche {key}.",
        entered="Vous avez entré {value}.",
        confirm="Si c'est exact, appuyez sur la touche 1. Pour recommencer, appuyez sur la touche 2.",
        yes=("oui", "correct", "exact", "c'est ça"),
        no=("non", "faux", "incorrect", "inexact", "pas correct", "pas exact", "pas ça"),
        apology=(
            "Nous sommes désolés, nous ne pouvons pas prendre votre appel pour le moment. "
            "Veuillez rappeler plus tard."
        ),
    ),
    "es": Sentences(
        option="Para {label}, pulse {key}.",
        infinitive="para ",
        option_to="{label}, pulse {key}.",
        entered="Ha introducido {value}.",
        confirm="Si es correcto, pulse 1. Para intentarlo de nuevo, pulse 2.",
        yes=("sí", "correcto", "exacto", "eso es", "así es"),
        no=("no", "incorrecto", "no es correcto", "no está correcto", "no es exacto"),
        apology=(
            "Lo sentimos, en este momento no podemos atender su llamada. "
            "Por favor, inténtelo de nuevo más tarde."
        ),
    ),
    "es-419": Sentences(
        option="Para {label}, oprima {key}.",
        infinitive="para ",
        option_to="{label}, oprima {key}.",
        entered="Usted ingresó {value}.",
        confirm="Si es correcto, oprima 1. Para intentarlo de nuevo, oprima 2.",
        yes=("sí", "correcto", "exacto", "eso es", "así es"),
        no=("no", "incorrecto", "no es correcto", "no está correcto", "no es exacto"),
        apology=(
            "Lo sentimos, en este momento no podemos atender su llamada. "
            "Por favor, intente de nuevo más tarde."
        ),
    ),
    "it": Sentences(
        option="Per {label}, prema {key}.",
        infinitive="per ",
        option_to="{label}, prema {key}.",
        entered="Ha inserito {value}.",
        confirm="Se è corretto, prema 1. Per riprovare, prema 2.",
        yes=("sì", "corretto", "esatto", "giusto"),
        no=("no", "sbagliato", "errato", "non corretto", "non è corretto", "non è esatto", "non è giusto"),
        apology=(
            "Siamo spiacenti, al momento non possiamo rispondere alla sua chiamata. "
            "La preghiamo di riprovare più tardi."
        ),
    ),
    "pt": Sentences(
        option="Para {label}, marque {key}.",
        infinitive="para ",
        option_to="{label}, marque {key}.",
        entered="Introduziu {value}.",
        confirm="Se estiver correto, marque 1. Para tentar novamente, marque 2.",
        yes=("sim", "correto", "certo", "exato"),
        no=("não", "errado", "incorreto", "não está correto", "não está certo", "não é exato"),
        apology=(
            "Lamentamos, mas de momento não podemos atender a sua chamada. "
            "Por favor, tente novamente mais tarde."
        ),
    ),
    "pt-BR": Sentences(
        option="Para {label}, pressione {key}.",
        infinitive="para ",
        option_to="{label}, pressione {key}.",
        entered="Você informou {value}.",
        confirm="Se estiver correto, pressione 1. Para tentar novamente, pressione 2.",
        yes=("sim", "correto", "certo", "exato", "isso"),
        no=("não", "errado", "incorreto", "não está correto", "não está certo", "não é exato", "não é isso"),
        apology=(
            "Desculpe, não podemos atender a sua ligação no momento. Por favor, tente novamente mais tarde."
        ),
    ),
    "ca": Sentences(
        option="Per a {label}, premi {key}.",
        infinitive="per ",
        option_to="{label}, premi {key}.",
        entered="Ha introduït {value}.",
        confirm="Si és correcte, premi 1. Per tornar-ho a provar, premi 2.",
        yes=("sí", "correcte", "exacte"),
        no=("no", "incorrecte", "no és correcte", "no és exacte"),
        apology=(
            "Ho sentim, en aquest moment no podem atendre la seva trucada. "
            "Si us plau, torni a trucar més tard."
        ),
    ),
    "ro": Sentences(
        option="Pentru {label}, apăsați tasta {key}.",
        infinitive="pentru ",
        option_to="{label}, apăsați tasta {key}.",
        entered="Ați introdus {value}.",
        confirm="Dacă este corect, apăsați tasta 1. Pentru a încerca din nou, apăsați tasta 2.",
        yes=("da", "corect", "exact"),
        no=("nu", "greșit", "incorect", "nu este corect", "nu e corect", "nu este exact", "nu e exact"),
        apology=(
            "Ne pare rău, momentan nu putem prelua apelul dumneavoastră. Vă rugăm să reveniți mai târziu."
        ),
    ),
}
