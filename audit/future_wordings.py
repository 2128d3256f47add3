"""The words that speak of what is still to come, in five languages: data, no code."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """One language's regular expressions; each is tried without regard to case and as whole words."""

    ahead: str
    """Stands somewhere before a date that is to come: “will close on”, “apply by”."""
    joins: str
    """Small words that may stand directly before such a date; after anything else a date belongs to another thing."""
    in_year: str
    """The same directly before a mere year: “will open in 2015”, but not “will follow the 2015 plan”."""
    of_year: str
    """Directly before a year or month that something is of which is to come: “The fees for 2019 will be set”."""
    begins: str
    """Stands directly before a date …"""
    then: str
    """… from which on something holds, when this follows: “From 1 April 2019, you will need”."""
    events: str = r"(?!)"
    """Things that happen once: directly after a date, with `then` or an invitation, the date is theirs."""
    invites: str = r"(?!)"
    """Asks the reader to do something: before an event, or right after a date."""
    closing: str
    """A label whose date is the end of something: “Closing date:”."""
    due: str
    """Directly after a day that begins a line it makes the day an end: “1 March 2019: deadline for papers”."""
    review: str
    """A label or phrase whose date is when the page should be looked at again."""
    latest: str
    """Claims to be up to date, when a year stands at most three words later."""
    listed: str
    """A heading over a list of what is to come."""
    since: str
    """Between claim and year, or a future word and its date, it says that the date belongs to another thing."""
    past: str
    """Between a future word and a date it says that the date is over, or that of a condition: “begins on or after”."""
    told: str
    """Before a future word it says that somebody told of a future once."""
    until: str = r"(?!)"
    """Directly before a day or month, in a sentence that speaks of the present, it makes an end of it …"""
    present: str = r"(?!)"
    """… of which these words are signs."""
    obliges: str = r"(?!)"
    """Before a date it makes a duty of what …"""
    task: str = r"(?!)"
    """… follows the date: “ist zum 1. Mai zu besetzen”."""
    once: str = r"(?!)"
    """Begins a sentence that goes on with `then` after the date: “Once it has closed in May 2019, we will”."""
    was: str
    """Directly before a future word it makes a past of it: “was open until”."""
    of_thing: str = r"(?!)"
    """Right before a date it makes it that of the word before: “the deal of 3 May”, “Beschluss vom 3. Mai” …"""
    goes_on: str = r"(?!)"
    """… unless this follows, which makes a span of it: “vom 3. Mai 2019 bis”."""
    story: str = r"(?!)"
    """A future word in which stories are told as well: before a mere year it promises nothing: “comienza en 2003”."""


ENGLISH = Wordings(
    ahead=r"will|shall|(?:we|you|they|it|there)['’]ll|(?:is|are)\s+(?:\w+\s+)?(?:hoped|anticipated|intended|going)"
    r"|due\s+(?:for|by|in|on)|due\s+to(?=\s+(?:re)?(?:be|open|close|end|start|begin|take|finish|launch|complete|move|expire|come"
    r"|go|leave|run|arrive|return|publish|report|meet|happen|join|retire|sume|change|place|appear|become|deliver|receive)\b)"
    r"|(?:scheduled|expected|slated)\s+(?:to|for|by|in|on)|(?:planned|set|on\s+track)\s+(?:to|for)"
    r"|(?:apply|register|book|enrol|sign\s+up|rsvp|respond|reply|submit|send|return|pay|vote|enter|nominate)"
    r"\b(?:(?!\w+ed\s+by\b)[^.;:]){0,60}?\b(?:by|before|until|no\s+later\s+than)"
    r"|(?:must|should|needs?\s+to|ha(?:s|ve)\s+to|required\s+to)\b(?!\s+have\s+(?:\w+(?:ed|en|wn)|had|made|paid|held|sent|left|got)\b)[^.;:]{0,60}?\b(?:by|before)|you\s+have\s+until"
    r"|(?:opens?|closes?|starts?|begins?|ends?|expires?|runs?|continues?|takes?\s+place|comes?\s+into\s+(?:force|effect))\s+(?:on|at|until|till|from|through|to)"
    r"|(?:open|closed|available|valid|running|extended|suspended|on\s+(?:show|display|sale))\s+(?:\w+\s+){0,3}?(?:until|till|through)"
    r"|to\s+(?:be\s+(?:\w+ed|held|built|made|given|set|chosen)|(?:re)?(?:open|start|launch)|close|begin|end)"
    r"|(?:re)?(?:opens|launches|closes|begins|starts|ends|finishes|commences?|concludes)(?=(?:[\s,–—-]+[\w.:]+){0,3}[\s,–—-]*$)|goe?s?\s+on\s+sale|look(?:ing)?\s+forward\s+to\s+(?:seeing|welcoming|meeting)|(?:target|due)\s+date"
    r"|(?:entries|applications|nominations|bookings|registrations?|submissions|polls|bids|doors|schools)\s+(?:re)?(?:close|open)"
    r"|next\s+\w+(?:\s+\w+)?\s+(?:is|are|takes|starts|begins|opens)"
    r"|(?:are|is)\s+due|returns(?=\s+(?:on|in)\b)|runs?\s+out|comes?\s+in|(?:go|goes)\s+(?:into\s+effect|live|(?:out|up|down)(?=\s+(?:on|in|from)\b))|kicks?\s+off"
    r"|(?:could|might|should)\s+(?:re)?(?:start|open|begin|launch|resume)|this\s+(?:year|month|week|term|season)['’]s\s+(?:\w+\s+){1,3}is|dates?\s+(?:for|of)\s+[^.;:]{0,40}?\s+(?:are|is)"
    r"|recruiting\s+for|(?:check|come)\s+back(?=\s+(?:in|on|after|from)\b)|taking\s+place(?=\s+(?:on|from)\b)|comes?\s+into\s+(?:force|effect)\s+in|coming|opening\s+(?:on|in)"
    r"|(?:are|is|\w+['’]re)\s+(?:hosting|holding|organi[sz]ing|launching|opening|closing|moving)|save\s+the\s+date|join\s+us|(?:no|not)\s+later\s+than|(?:hopes?|aims?|plans?|intends?|expects?)\s+to",
    joins=r"on|by|after|is|from|fiscal|financial|academic|school|year|until|till|before|in|at|for|starting|beginning|between|to|through|during|and|or|end|early|late|mid|of|the"
    r"|over|week|commencing|w/c|beginning|than|noon|midnight|midday|close|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tues?|wed|thurs?|fri|sat|sun)\.?"
    r"|[ap]\.?m\.?|\d+(?:[:.]\d\d)?(?:[ap]\.?m\.?)?|gmt|bst|e[sd]?t|p[sd]?t|ct|utc",
    in_year=r"by|in|during|before|until|till|of|(?:fiscal|financial|academic|school)\s+year|end|early|late|mid|around|through|throughout|over",
    of_year=r"for(?:\s+the)?",
    begins=r"(?:as\s+)?from|as\s+of|starting|beginning|after|on|by|in|during",
    then=r"[^.;:!?]{0,80}?\b(?:will|shall|must|can\s+no\s+longer)",
    events=r"(?:conference|festival|event|show|competition|awards?|cohort|season|intake|election|games|course|term|summit|workshop|fair"
    r"|tour|race|meeting|convention|congress|symposium|camp|class|session|round|exhibition|applications?|entries|fellowship|internship|scheme|championship|residency)s?",
    until=r"until|till|through|by|no\s+later\s+than",
    present=r"is|are|can|may|must|we|you|your|our|please|still|now|remains?|stays?|continues?|['’]re",
    once=r"once|as\s+soon\s+as|when|after",
    invites=r"don['’]t\s+miss|see\s+you|(?:apply|register|sign\s+up|book|rsvp|nominate|enter|enrol)(?:\s+(?:now|today|here|online|for|to|your|by|at|via))",
    closing=r"(?:closing|application|submission|entry|consultation|registration|booking|tender|return|response|nomination)s?\s+"
    r"(?:dates?|deadlines?|closes|ends|due|period\s+ends|(?:period|window)(?=\s*:))(?:\s+and\s+time)?(?:\s+for\s+(?:\w+(?:\s+\w+)?|[^.;:,]{0,60}?(?=\s+is|\s*:)))?(?:\s+is)?"
    r"|closing|(?:last|final)\s+(?:day|date|chance)\s+(?:to|for)\s+[^.;:,]{0,60}?(?:\s+is|(?=\s*:))"
    r"|deadline|deadline\s+(?:for|to)\s+[^.;:,]{0,60}?(?:\s+is|(?=\s*:))|closes|(?:apply|register|respond|rsvp)\s+by|offer\s+ends|expir(?:es|y\s+date)"
    r"|next\s+(?:\w+\s+){0,2}?(?:meeting|event|session|course|intake|deadline)(?:\s+dates?)?|interview\s+dates?|interviews?(?=\s*:)"
    r"|notifications?(?:\s+(?:of|to|for)\s+\w+(?:\s+\w+)?)?(?=\s*:)"
    r"|(?:expected|planned|proposed|target|anticipated|estimated|projected)\s+(?:\w+\s+)?\w+(?=\s*:)",
    due=r"(?:\w+\s+){0,3}?deadline|closing\s+date|last\s+day\s+(?:to|for)",
    review=r"(?<!last\s)review\s+date|next\s+review(?:ed)?(?:\s+(?:due|date|on|by|is))*|review\s+(?:is\s+)?(?:due|by)(?:\s+(?:date|by|on|in))*"
    r"|due\s+(?:for|to\s+be)\s+(?:(?:its|a|the)\s+)?(?:next\s+)?review(?:ed)?|(?:to|will)\s+be\s+(?:next\s+)?reviewed(?:\s+again)?"
    r"|date\s+(?:of|for)\s+(?:the\s+)?next\s+review|next\s+(?:update|revision)\s+(?:due|date)(?:\s+date)?",
    latest=r"latest|current|currently\s+\w+ing(?:\s+\w+)?|upcoming|forthcoming|(?:most\s+)?recent(?!\s+(?:years|months|weeks|decades|times))|this\s+year"
    r"|this\s+year['’]s|newest|up[\s-]to[\s-]date|new\s+for|coming\s+soon"
    r"|(?:next|coming)\s+(?:\w+\s+)?(?:year|month|week)s?",
    listed=r"(?:upcoming|forthcoming|coming|next|future)\s+(?!(?:post|page|article|story|entry|steps?)\b)[\w ]{3,30}"
    r"|what['’]s\s+(?:on|coming\s+up)"
    r"|coming\s+(?:up|soon)|diary(?:\s+dates)?|dates?\s+for\s+(?:your|the)\s+diary|save\s+the\s+dates?|current\s+(?:vacancies|opportunities|consultations|tenders)",
    since=r"since|from|as\s+of|after|until|before|published|dated|updated|founded|established|on|by|between|to|with|and"
    r"|was|were|as|at|who|which|that|than|\w{2,}ed(?=\s+in\b)",
    past=r"was|were|had|been|did|would|ago|which|who|since|and\s+(?:we|i|they|he|she|it)|or\s+after|year\s+(?:to|ending|ended)",
    told=r"would|said|announced|told|added|explained|wrote|noted|stated|reported|promised|claimed|thought|predicted"
    r"|(?:agreed|decided|resolved|ruled|held)\b[^.;:]{0,30}\bthat",
    was=r"(?:was|were|been|had|did|already|previously|originally|as)(?:\s+\w+)?",
    of_thing=r"(?!(?:end|beginning|start|middle|close|rest|remainder|most|much|part|course|half|quarter|days?|weeks?|weekend"
    r"|months?|years?|season|term|spring|summer|autumn|fall|winter|morning|afternoon|evening|night|as)\b)\w+\s+of(?:\s+the)?",
)
FRENCH = Wordings(
    ahead=r"\w*(?:era|eront|irons|erons|ira|iront|dra|dront|tra|tront|aura|auront)|jusqu['’]\s*(?:au|à|en)|(?:\w+\s+)?avant\s+(?:le|fin)|d['’]ici"
    r"|(?:devrai(?:t|ent)|doi(?:t|vent)|va|vont)\s+(?:s['’]|se\s+)?\w+(?:er|ir|re)"
    r"|débute(?:nt)?|commence(?:nt)?|(?:se\s+)?termine(?:nt)?|ferme(?:nt)?|(?:r?ouvre|prend\s+fin|prennent\s+fin)|entre(?:nt)?\s+en\s+vigueur"
    r"|au\s+plus\s+tard|(?:prévue?s?|programmée?s?|attendue?s?)|à\s+pourvoir|rendez-vous"
    r"|(?:est|sont|reste(?:nt)?)\s+(?:ouverte?s?|fermée?s?|disponibles?)(?=\s+(?:du|à|jusqu|dès))",
    joins=r"le|la|les|en|du|au|de|à|et|jusqu['’]?|avant|dès|partir|compter|fin|début|courant|mi|l['’]|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche"
    r"|heures|h|plus|tard|\d+h?(?:\d\d)?",
    in_year=r"en|avant|d['’]ici|fin|début|courant|jusqu['’]en",
    of_year=r"pour",
    begins=r"(?:à\s+)?(?:partir|compter)\s+d[ue]|dès\s+le",
    then=r"\w+\s+(?:\w+\s+)?\w*(?:era|eront|ez|ira|iront|dra|dront|aura|auront)",
    closing=r"\w+\s+prévue?s?(?=\s*:)|prochaine?\s+(?:réunion|séance|session|rencontre|conseil)|(?:date\s+limite|date\s+de\s+clôture|clôture|échéance|dernier\s+délai)(?:\s+(?:de|des|d['’])\s*\w+){0,3}(?:\s+est(?:\s+(?:fixée|repoussée|reportée|prolongée))?)?",
    due=r"date\s+(?:limite|de\s+clôture)|clôture\s+des|échéance|dernier\s+délai",
    review=r"(?:prochaine?\s+(?:révision|mise\s+à\s+jour|évaluation)(?:\s+prévue)?|à\s+réviser|date\s+de\s+révision)(?:\s+(?:le|en|avant))?",
    latest=r"derni(?:er|ère)s?|actuel(?:le)?s?|prochaine?s?|cette\s+année|récente?s?|nouveau(?:té)?s?\s+pour",
    listed=r"(?:prochaine?s?|futur[es]{0,2})\s+(?!(?:article|page|billet|étapes?)\b)[\w ]{3,30}"
    r"|[\w ]{3,30}\s+à\s+venir",
    since=r"depuis|publiée?s?|fondée?s?|datée?s?|en|de|dans",
    past=r"était|étaient|fut|été(?!\s+\d)|avait|avaient|qui|depuis|\w+(?:é|u|i)e?s?\s+avant",
    told=r"était|avait|(?:a|ont)\s+(?:\w+\s+)?\w+(?:é|u|i|is|it|ert)e?s?"
    r"|(?:est|sont)\s+(?:resté|allé|venu|devenu|né|parti|sorti|entré|arrivé|tombé|passé|revenu)e?s?|déclaré|annoncé|expliqué|indiqué|si"
    r"|s['’]est\s+\w+|se\s+sont\s+\w+|(?!lait\b|\w*(?:fai|rai|souhai)t\b|\w*raient)\w{2,}(?:ait|aient)|\w{2,}(?:èrent|urent|irent)"
    r"|fut|eut|prit|tint|(?:annonç|dirige|décid|vot|dur|rest|travaill|enseign|présid|siége|exist|habit|jou|demeur|occup|ferm|fonctionn)a"
    r"|(?:serv|ouvr|accueill|reç|véc)[uiû]t",
    was=r"(?:été|était|étaient|initialement|d['’]abord)(?:\s+\w+)?",
    of_thing=r"(?!(?:partir|compter|fin|début|mois|semaine|week-end|soir|journée|cours|courant|long)\b)\w+\s+d[ue]",
    goes_on=r"au|jusqu",
    story=r"débute|commence|(?:se\s+)?termine|ferme|r?ouvre|prend",
)
GERMAN = Wordings(
    ahead=r"wird|werden|findet|finden|endet|enden|beginnt|beginnen|startet|starten|öffnet|öffnen|schließt|läuft"
    r"|(?:ist|sind)(?=\s+ab\b)|tritt|treten|planen|plant|wollen|möchten|bleibt|bleiben"
    r"|erfolgt|erfolgen|erscheint|erscheinen|(?<!\d\s)bis(?:\s+(?:zum|spätestens))?|spätestens|(?:ist|sind)\s+(?:\w+\s+)?(?:geplant|vorgesehen)|soll|sollen",
    joins=r"am|im|bis|zum|zur|vom|ab|dem|den|der|die|das|in|vor|und|um|uhr|spätestens|ende|anfang|mitte|jahr|\w+tag|mittwoch|sonnabend"
    r"|(?:mo|di|mi|do|fr|sa|so)\.?|frühjahr|sommer|herbst|winter|\d+(?:[:.]\d\d)?",
    in_year=r"in|im|jahr|bis|ende|anfang|mitte|frühjahr|sommer|herbst|winter",
    of_year=r"für(?:\s+das\s+jahr)?",
    begins=r"ab(?:\s+dem)?|vom",
    then=r"(?:wird|werden|müssen|muss|gilt|gelten|findet|finden|können|kann|dürfen|darf|ist|sind|entfällt|entfallen)",
    obliges=r"ist|sind",
    task=r"zu\s+\w+n",
    closing=r"voraussichtliche[rs]?\s+\w+|nächste[rs]?\s+(?:sitzung|termin|treffen|veranstaltung|kurs)|(?:anmelde|bewerbungs|einsende|abgabe|annahme|redaktions|melde)(?:schluss|frist|termin)(?:\s+ist)?|frist(?:ende)?",
    due=r"(?:anmelde|bewerbungs|einsende|abgabe|annahme|redaktions|melde)(?:schluss|frist)|frist(?:ende)?",
    review=r"(?:nächste|erneute)\s+(?:überprüfung|aktualisierung|prüfung)(?:\s+(?:fällig|am|im|bis))*",
    latest=r"(?:aktuell|neuest|kommend|jüngst|diesjährig|bevorstehend)e[nrsm]?|neu\s+für",
    listed=r"(?:nächste|kommende|bevorstehende|anstehende)[nr]?\s+"
    r"(?!(?:seite|beitrag|artikel|meldung|schritte?)\b)[\w ]{3,30}",
    since=r"seit|veröffentlicht|gegründet|vom|von|aus|in|im",
    past=r"wurden?|war|waren|hatten?|fand|fanden|worden|seit|zuletzt",
    told=r"sagte|erklärte|teilte|kündigte|sollte|wurden?|war|waren|hatten?|gab(?:en)?|lief(?:en)?|blieb(?:en)?|(?:be)?stand(?:en)?"
    r"|galt(?:en)?|ging(?:en)?|kam(?:en)?|hieß(?:en)?|hielt(?:en)?|begann(?:en)?|konnten?|mussten?|durften?|wollten?"
    r"|(?:arbeite|dauer|dien|ende|führ|gehör|leb|lehr|leite|nutz|spiel|studier|wohn|zeig)ten?",
    was=r"(?:wurden?|war|waren)(?:\s+\w+)?",
    of_thing=r"(?-i:(?!Woche|Zeit)[A-ZÄÖÜ]\w+)\s+vom",
    goes_on=r"bis|an",
)
SPANISH = Wordings(
    ahead=r"\w+(?:rá|rán|remos)|hasta\s+el|(?:\w+\s+)?antes\s+del?|a\s+más\s+tardar|(?:previst[oa]s?(?:\s+que)?|programad[oa]s?)|se\s+prevén?(?:\s+que)?"
    r"|(?:finaliza|termina|empieza|comienza|cierra|abre|vence|concluye|inicia)n?|entran?\s+en\s+vigor",
    joins=r"el|la|los|en|de|del|al|a|hasta|antes|desde|partir|más|tardar|y|día|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|horas|finales|principios|mediados|\d+(?:[:.]\d\d)?",
    in_year=r"en|finales\s+de|principios\s+de|mediados\s+de|antes\s+de",
    of_year=r"para",
    begins=r"(?:a\s+)?partir\s+del?|desde\s+el",
    then=r"\w+\s+(?:\w+\s+)?(?:\w+(?:rá|rán|remos)|debe|deben)|(?:debe|deben|\w+(?:rá|rán|remos))",
    closing=r"\w+\s+previst[oa]s?(?=\s*:)|próxim[oa]\s+(?:reunión|sesión|convocatoria|cita|curso|pleno)|(?:fecha\s+(?:límite|de\s+cierre)|plazo|cierre)(?:\s+(?:de|del|para)(?:\s+la)?\s+\w+){0,3}",
    due=r"fecha\s+(?:límite|de\s+cierre)|fin\s+del\s+plazo|cierre\s+del?",
    review=r"próxim[ao]\s+(?:revisión|actualización)(?:\s+prevista)?|fecha\s+de\s+(?:la\s+)?próxima\s+revisión",
    latest=r"últim[oa]s?|actual(?:es)?|próxim[oa]s?|recientes?|este\s+año|novedades\s+(?:para|de)",
    listed=r"próxim[oa]s\s+[\w ]{3,30}",
    since=r"desde|publicad[oa]s?|fundad[oa]s?|en|de",
    past=r"fue|fueron|era|eran|había|habían|estaba"
    r"|(?<!previsto )(?<!prevista )(?<!prevé )que|desde|\w+(?:ad|id)[oa]s?\s+antes",
    told=r"dijo|\w+(?:ó|aron|ieron)|pudo|tuvo|estuvo|hubo|hizo|fue|había|si"
    r"|\w+aban?|(?:era|tenía|podía|debía|vivía|hacía|existía|servía|venía|seguía)n?",
    was=r"(?:fue|fueron|estaba|estuvo)(?:\s+\w+)?",
    of_thing=r"(?!(?:partir|antes|después|finales|principios|mediados|mes|semana|noche|tarde|mañana|día)\b)\w+\s+del?",
    goes_on=r"al?|hasta",
    story=r"(?:finaliza|termina|empieza|comienza|cierra|abre|concluye|inicia)n?",
)
WELSH = Wordings(
    ahead=r"bydd\w*|fydd\w*|(?:yn\s+)?(?:dod\s+i\s+ben|cychwyn)|cynhelir|gynhelir|disgwylir|(?:yn\s+)?(?:cau|dechrau|agor)|erbyn|tan|hyd\s+at|ddim\s+hwyrach\s+na|bwriedir",
    joins=r"ar|yn|ym|yng|o|i|erbyn|tan|hyd|at|cyn|ddydd|dydd|nos|llun|lun|mawrth|fawrth|mercher|fercher|iau|gwener|wener|sadwrn|sul|mis|fis"
    r"|y|yr|diwedd|ddiwedd|am|a|na|\d+(?:[:.]\d\d)?(?:[yp]b)?",
    in_year=r"yn|erbyn|tan|cyn|diwedd|ddiwedd|ystod",
    of_year=r"ar\s+gyfer",
    begins=r"o|ar\s+ôl",
    then=r"(?:ymlaen,?\s+)?(?:bydd\w*|fydd\w*|rhaid)",
    closing=r"(?:cyfarfod|sesiwn|digwyddiad|cwrs)\s+nesaf|dyddiad\s+(?:cau|olaf)(?:\s+(?:ar\s+gyfer|i|yw)(?:\s+\w+){0,2})?",
    due=r"dyddiad\s+(?:cau|olaf)",
    review=r"dyddiad\s+(?:yr\s+)?adolyg(?:u|iad)\s+nesaf|adolygiad\s+nesaf|i['’]w\s+adolygu|adolygu\s+nesaf",
    latest=r"diweddaraf|cyfredol|presennol|eleni|nesaf|newydd\s+ar\s+gyfer",
    listed=r"(?!(?:y\s+)?(?:dudalen|tudalen|erthygl|camau)\b)[\w ]{3,30}\s+(?:nesaf|i\s+ddod)",
    since=r"ers|cyhoeddwyd|sefydlwyd|yn",
    past=r"oedd|roedd|buont|bu|cafodd|gafodd|ers",
    told=r"oedd|roedd|byddai|bu|buont|(?!(?:m|f|an|adn|rh)odd\b)\w+odd|(?!fr?euddwyd|breuddwyd)\w{4,}wyd",
    was=r"(?:roedd|oedd|bu|buont)(?:\s+\w+){0,2}",
)
WORDINGS = {"en": ENGLISH, "fr": FRENCH, "de": GERMAN, "es": SPANISH, "cy": WELSH}
