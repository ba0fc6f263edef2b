"""Words by which names of people are told from other words with a capital letter. Short lists, written for this portal.

None is complete: they help somebody who looks, and decide nothing. docs/words.md says how much is found with them.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: First names that are hardly ever anything else, also where somebody writes them small.
FIRST_NAMES = _words(
    """
    aaron abigail adam adele agnes agnieszka aidan aileen ailidh aisha alan alana alasdair alastair albert alec
    alejandro aleksandra alex alexander alexandra alfie ali alice alisdair alison alistair allan amanda amelia amina amir amy
    ana andrea andrew angela anna anne annette annie anthony antonio arthur ashley audrey ava barbara barry beata beatrice
    ben benjamin bernadette bethany betty beverley blair brenda brian bridget bronwyn caitlin caitlyn callum calum cameron
    carly carmen caroline catherine catriona charles charlotte chloe christina christine christopher ciara ciaran claire
    clare colette colin connor craig daniel danielle darren david dawid deborah declan denise derek diane donna dorothy
    douglas dougie duncan dylan eamon eddie edward effie eileen eilidh elaine eleanor elena elizabeth ellen ellie elspeth
    emily emma eric erin esther euan eve evelyn ewan fatima fergus finlay finn fiona flora frances francesca fraser
    freya gareth gary gavin gemma geoffrey george georgia georgina geraldine gerard gerry gillian gordon graeme graham
    greg gregor gregory gwen hamish hannah harriet hassan hazel heather helen henry hilary hugh iain ian imran innes
    irene isabel isabella isla isobel ivan jacek jacqueline jacqui jake jakub james jamie jan jane janet janice janine
    jason jean jeanette jemma jennifer jenny jessica jill jim jimmy joan joanna joanne joe john johnny jonathan joseph
    josephine joshua joyce judith julia julie justin kareem karen karin karl kasia kate katarzyna katherine
    kathleen kathryn katie katrina kayleigh keira keith kelly kenneth kenny kevin khadija kieran kim kirsten kirstin kirsty
    krzysztof kyle lachlan laura lauren leah leanne lee leigh leona lesley leslie liam linda lindsay lisa logan lorna
    lorraine louise lucy luke lydia lynn lynne lynsey magdalena maggie mairi malcolm malgorzata marek margaret maria marie
    marion marjory marta martin martyn mary maryam matthew maureen megan melanie melissa mhairi michael michelle mick mohammed
    mohammad moira monika morag morven muhammad muriel murray nadia naomi natalie natasha neil niall nicholas nicola nicole
    nigel nina noah nora norma norman olga olivia omar orla oscar pamela patricia patrick paul paula pauline pawel peter
    philip phyllis piotr rachael rachel raymond rebecca rhona richard robbie robert roderick rodger roger ronald rory
    rosemary rosie ruaraidh ruaridh ruth ryan salma sam samantha samuel sandra sara sarah scott sean senga shaun sharon
    sheena sheila shirley shona sheona simon siobhan sofia sonia sophie stacey stefan stephanie stephen steve steven struan
    stuart susan suzanne sylvia tahir tam tanya tara teresa theresa thomas tim timothy tina toby tom tommy tony tracey
    tracy trevor ursula valerie vanessa veronica vicky victoria vincent walter wendy william wojciech yasmin yvonne zahra
    zainab zara zoe
    """
)

#: First names that are words, months, surnames or places as well: only beside something else that says that they are names.
ALSO_WORDS = _words(
    """
    ada ailsa alba april amber angus art august june autumn bill blossom bonnie bruce carol charity christian clay cliff crystal
    daisy dale dawn dean don drew eden faith fern frank gene glen grace grant guy harmony harris hope iona iris
    islay ivy jack jade jasmine jewel joy kent lewis lily lorne lucky mark mary-may matt may melody mercy nick olive
    pat pearl penny poppy rab ray reid rich rob robin rose ross rowan ruby sandy skye stewart sue summer ted
    violet ward will willow
    """
)

#: Councils, regions, towns, islands and rivers, as single words.
PLACES = _words(
    """
    aberdeen aberdeenshire airdrie alloa alness angus annan arbroath ardrossan argyll arran aviemore ayr ayrshire banff
    barra bathgate bellshill benbecula britain borders buchan bute caithness campbeltown clackmannanshire clyde clydebank coatbridge
    cowal cowdenbeath cromarty cumbernauld cupar dalkeith dumbarton dumfries dunbartonshire dundee dunfermline dunoon
    east edinburgh elgin england europe falkirk fife forfar forth fort fraserburgh galashiels galloway glasgow glenrothes
    gourock grampian grangemouth greenock haddington hamilton harris hawick hebrides highland highlands huntly inverclyde
    inverness inverurie iona ireland irvine islay isle islands jura kelso kilmarnock kilwinning kinross kirkcaldy kirkwall
    lanark lanarkshire lerwick leith leven lewis livingston lochaber london lothian mid midlothian millport montrose moray
    motherwell mull musselburgh nairn newton north northern oban orkney paisley peebles perth perthshire peterhead
    portree renfrew renfrewshire ross rothesay scotland shetland siar skye south southern stirling stornoway stranraer
    strathclyde stromness sutherland tayside thurso tiree troon tweed uist ullapool uk ulster wales west western wick
    wishaw eileanan
    """
)

#: Words with a capital letter that name bodies, jobs, laws, days and things: a pair that holds one is nobody's name.
NOT_NAMES = _words(
    """
    a access act action acute addiction administration adult adults advice agency allied alliance april august an and any appendix apart area areas
    assessment assistant association attachment audit authority auntie autism bank barnardo’s barnardo's best better black board
    brexit brief british business but cafcass cahms camhs care career carer carers case cases catholic central centre centres certificate
    chair charter chief child children childrens children's christmas church city civic clinical code college commission commissioner
    committee communication communications community conference consultant convention corporate cosla council councils county court
    covid criminal crown custody data day days december deputy development director directorate disability discussion district division
    duty early easter education eight emergency england english equality european every executive face facebook families family february
    finance first five for forum foster foundation four frail free friday fund future gaelic general getting god good google government
    greater green group guidance guide hall head health hearing hearings helpline her here his holyrood home homes hospital house
    housing how however human i i'd i'll i'm i've if improvement in independent infirmary information inspection inspectorate
    inspectors inspector instagram institute integrated integration international it its january joint judge july june justice kind kingship kinship
    language law lead leader leadership learning legal level library life link linked liquid list living local lord management manager
    managers march maternity matters may me mental microsoft minister model monday mosaic most mother much my national national network new nhs
    nine no none nobody not november nothing nurse nurses nursing october of office officer officers officials old older on one open order
    organisation other our out outlook panel parent parents parliament partnership partnerships party patient people person plan planning plans please
    police policy pool practice practitioner practitioners prime prison procurator programme programmes project promise protection
    provider public quality queen queen's king's king principal queensferry quite rating real referral register registration report reporter reports
    research residential resource resources respite response review rights road room round royal rural safe safety samaritans saturday school scheme
    schools scots scottish scra second secondary secretary section self senior september series service services seven she sheriff
    short six skills skype so social society some somebody st staff standard standards state statutory step street sssc student substance summer sunday supervision support
    survey swift system team teams teacher ten thank thanks that the their them then there therapist therapy these they third this those three through thursday tier to
    together training transition trauma treatment tribunal trust tuesday twitter two ukraine under unison union unit united university
    until up us user users very victim visiting voluntary waiting wales we wednesday week welfare well what when where which while who whole why will winter
    with women woman word words work worker workers working workforce would year years yes you young your youth zoom
    """
)
