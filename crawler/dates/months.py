"""Names of the months in the languages of Europe, long and short, from Unicode's data.

They stand here because a site with one unknown word beside a number would else load the data of forty languages: a
fifth of a second and 40 MB. `tests/test_dates.py` compares them with babel's.
"""

_COMMON = (
    "january jan ionawr janvier janv januar jänner enero ene gennaio januari janeiro",
    "february feb chwefror février fevrier févr fevr februar febrero febbraio februari fevereiro",
    "march mar mawrth mars märz maerz marzo maart março",
    "april apr ebrill avril avr abril abr aprile",
    "may mai mayo maggio mei maio",
    "june jun mehefin juin juni junio giugno junho",
    "july jul gorffennaf juillet juil juli julio luglio julho",
    "august aug awst août aout agosto ago augustus",
    "september sept sep medi septembre septiembre settembre setembro",
    "october oct hydref octobre oktober okt octubre ottobre outubro",
    "november nov tachwedd novembre noviembre novembro",
    "december dec rhagfyr décembre decembre déc dezember dez diciembre dic dicembre dezembro",
)
_OTHERS = """
stycznia styczeń sty ledna leden led januára január tammikuuta tammikuu tammi janúar jaanuar jaan janvāris sausio
sausis saus ianuarie ian января январь янв січня січень січ студзеня студзень сту януари яну јануар јан јануари
siječnja siječanj sij janar ιανουαρίου ιανουάριος ιαν ocak oca gener gen xaneiro xan urtarrila urt eanáir ean
fhaoilleach faoilleach faoi jannar

lutego luty lut února únor úno februára február helmikuuta helmikuu helmi febrúar veebruar veebr februāris febr
vasario vasaris vas februarie февраля февраль февр лютого лютий лют лютага люты февруари фев фебруар феб veljače
veljača velj shkurt shk φεβρουαρίου φεβρουάριος φεβ şubat şub febrer febreiro otsaila ots feabhra feabh ghearran
gearran gearr frar fra fev

marca marzec března březen bře marec marts maaliskuuta maaliskuu maalis märts kovo kovas kov március márc martie
марта март мар березня березень бер сакавіка сакавік сак ožujka ožujak ožu μαρτίου μάρτιος μαρ μάρ mart març martxoa
márta mhàrt màrt marzu mrt mär maret

kwietnia kwiecień kwi dubna duben dub apríla apríl huhtikuuta huhtikuu huhti aprill aprīlis balandžio balandis bal
április ápr aprilie апреля апрель апр квітня квітень квіт красавіка красавік кра април travnja travanj tra prill pri
απριλίου απρίλιος απρ nisan nis apirila api aibreán aib ghiblean giblean gibl

maja maj května květen kvě mája máj toukokuuta toukokuu touko maí maijs gegužės gegužė geg május мая май травня
травень трав мај svibnja svibanj svi μαΐου μάιος μαΐ μάι mayıs maig maiatza bealtaine beal chèitean cèitean cèit
mejju mej mag

czerwca czerwiec cze června červen čvn júna jún kesäkuuta kesäkuu kesä júní juuni jūnijs jūn birželio birželis birž
június iunie iun июня июнь июн червня червень черв чэрвеня чэрвень чэр юни јун јуни junij lipnja lipanj qershor qer
ιουνίου ιούνιος ιουν ιούν haziran haz juny xuño ekaina eka meitheamh meith ògmhios ògmh ġunju ġun giu

lipca lipiec lip července červenec čvc júla júl heinäkuuta heinäkuu heinä júlí juuli jūlijs jūl liepos liepa liep
július iulie iul июля июль июл липня липень лип ліпеня ліпень ліп юли јул јули julij srpnja srpanj korrik korr
ιουλίου ιούλιος ιουλ ιούλ temmuz tem juliol xullo xul uztaila uzt iúil iuchar iuch lulju lul lug

sierpnia sierpień sie srpna srpen srp augusta augusti elokuuta elokuu elo ágúst ágú augusts rugpjūčio rugpjūtis rugp
augusztus августа август авг серпня серпень серп жніўня жнівень жні avgust avg kolovoza kolovoz kol gusht gush
αυγούστου αύγουστος αυγ αύγ ağustos ağu agost abuztua abu lúnasa lún lùnastal lùna awwissu aww agustus agu

września wrzesień wrz září zář septembra syyskuuta syyskuu syys septembris rugsėjo rugsėjis rugs szeptember szept
septembrie сентября сентябрь сент вересня вересень вер верасня верасень септември сеп септембар rujna rujan ruj
shtator sht σεπτεμβρίου σεπτέμβριος σεπ eylül eyl setembre set iraila ira meán_fómhair mfómh sultain sult settembru

października październik paź října říjen říj októbra október lokakuuta lokakuu loka oktoober oktobris spalio spalis
spal octombrie октября октябрь окт жовтня жовтень жовт кастрычніка кастрычнік кас октомври октобар tetor tet
οκτωβρίου οκτώβριος οκτ ekim eki out urria urr deireadh_fómhair dfómh dàmhair dàmh ottubru ott

listopada listopad lis listopadu novembra marraskuuta marraskuu marras nóvember nóv novembris lapkričio lapkritis
lapkr noiembrie ноября ноябрь нояб листопада листопад лист лістапада лістапад ліс ноември ное новембар нов studenoga
studeni stu nëntor nën νοεμβρίου νοέμβριος νοε νοέ kasım kas azaroa aza samhain samh novembru

grudnia grudzień gru prosince prosinec pro decembra desember des joulukuuta joulukuu joulu detsember dets decembris
gruodžio gruodis gruod decembrie декабря декабрь дек грудня грудень груд снежня снежань сне декември децембар дец
prosinca prosinac dhjetor dhj δεκεμβρίου δεκέμβριος δεκ aralık ara desembre decembro abendua abe nollaig noll
dùbhlachd dùbh diċembru diċ
"""
"""Where one name means two months (`listopad`: November in Polish and Czech, October in Croatian) the first has it."""
MONTHS = {
    name.replace("_", " "): number
    for table in (_OTHERS.split("\n\n"), _COMMON)
    for number, names in enumerate(table, 1)
    for name in names.split()
}


def month_of(name: str) -> int:
    """The number of a month by its name in one of many languages; 0 when it is none."""
    return MONTHS.get(" ".join(name.lower().split()), 0)
