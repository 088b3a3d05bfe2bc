"""Swedish: words and patterns of directives, budget bills and decisions."""

import re

from feedback.notes.grammar.decisions import DecisionWords
from feedback.notes.grammar.words import any_of

_OFFICES = (
    r"regeringen|regeringskansliet|\w*departementet|\w*myndigheten|\w*myndigheterna|\w*styrelsen|\w*styrelserna"
    r"|\w*verket"
    r"|(?!sam|sak)\w*rådet|\w*nämnden|\w*nämnderna|\w*inspektionen|\w*förmedlingen|\w*ombudsmannen|\w*kommittén"
    r"|\w*delegationen"
    r"|\w*utredaren|\w*utredningen|\w*samordnaren|\w*kommunen|kommunerna|\w*regionen|regionerna|\w*institutet"
    r"|\w*kassan"
    r"|\w*universitetet|\w*högskolan|\w*centrumet|\w*sekretariatet|\w*kansliet|\w*förvaltningen|\w*enheten"
    r"|\w*avdelningen"
    r"|\w*stiftelsen|\w*förbundet|\w*polisen|\w*skolverk|\w*skolinspektion|\w*kulturråd|\w*verk|\w*råd"
    r"|\w*ungdomsstyrelse"
    r"|\w*länsstyrelse|länsstyrelsen i [\wåäö]+(?: län)?|\w*minister(?:n)?|\w*frågor|\w*diskriminering|vi"
)
_NAME = r"[A-ZÅÄÖ][\w-]*(?:(?: |, )(?!ska\b|skall\b|avser\b|kommer\b)[\w-]+){0,8}?(?: \([A-ZÅÄÖ][\w-]{1,14}\))?"
_ADVERBS = (
    r"(?: (?:därför|också|även|vidare|särskilt|således|dessutom|bl\.?\s?a\.?|bland annat|i sin tur|samtidigt|fortsatt"
    r"|inom ramen för [^,.]{3,60}?))*"
)
_TIME = r"(?:Senast|Under|Till och med|Före utgången av|Från och med|I samband med|Inom|Vid)"


def swedish_decisions(date: str) -> DecisionWords:
    """The patterns, with the way in which the language writes a day."""
    day = rf"(?:{date})"
    return DecisionWords(
        titles=((any_of(r"^beslut\b", r"^uppdrag (?:till|åt|att|om)\b"), "beslut"),),
        openings=(
            (any_of(r"^prop(?:\.|osition) ?\d{4}/\d{2}:", r"^utgiftsområde \d{1,2}\b"), "budgetproposition"),
            (any_of(r"^budgetpropositionen för\b"), "budgetproposition"),
            (any_of(r"^regleringsbrev\b"), "regleringsbrev"),
            (any_of(r"^regeringens beslut\b", r"^regeringen (?:beslutar|uppdrar åt)\b"), "regeringsbeslut"),
            (any_of(r"^beslut (?:vid|den|av)\b"), "beslut"),
        ),
        references=(
            (any_of(r"\bdir\.? ?(\d{4}:\d{1,3})\b"), "dir. {0}"),
            (
                any_of(
                    r"\bprop(?:\.|osition(?:en)?)? ?(\d{4}/\d{2}:\d{1,3})\b"
                    r"(?:,? ?(?:utgiftsområde|utg\. ?omr\.|uo) ?(\d{1,2}))?"
                ),
                "prop. {0} utg.omr. {1}",
            ),
            (any_of(r"\bskr\.? ?(\d{4}/\d{2}:\d{1,3})\b"), "skr. {0}"),
            (re.compile(r"\b(?:SOU) ?(\d{4}:\d{1,3})\b"), "SOU {0}"),
            (re.compile(r"\bDs ?(\d{4}:\d{1,3})\b"), "Ds {0}"),
            (
                any_of(
                    r"\b(?:dnr|diarienr|diarienummer|ärendenr"
                    r"|ärendenummer)\b\.?:? ?([^\W\d_]{0,6}[ -]?\d[\w./:-]{2,30}\w)"
                ),
                "dnr {0}",
            ),
        ),
        bare_reference=(re.compile(r"\b([A-ZÅÄÖ][A-Za-zåäö]{0,3}\d{4}/\d{3,6})\b"), "dnr {0}"),
        section=(any_of(r"^utgiftsområde (\d{1,2})\b"), "utg.omr. {0}"),
        told=(
            re.compile(
                r"^(?:(?i:regeringen|departementet) )(?:uppdrar åt|ger|gav|har gett|har uppdragit åt|beslutar att ge)"
                r" (?P<who>[\wÅÄÖåäö][^.]{2,120}?) (?:i uppdrag )?att (?P<what>.+)$"
            ),
            re.compile(
                rf"^(?P<who>{_NAME}) (?:får|ges|har fått"
                rf"|fick){_ADVERBS} i uppdrag(?: av [^.]{{3,40}}?)? att (?P<what>.+)$"
            ),
            re.compile(
                rf"^(?P<who>{_NAME}) (?:avser|planerar|kommer|har för avsikt|åtar sig){_ADVERBS} att (?P<what>.+)$"
            ),
            re.compile(rf"^(?P<who>{_NAME}) (?:ska|skall){_ADVERBS},? (?P<what>.+)$"),
            re.compile(
                rf"^{_TIME} [^.]{{2,60}}? (?:avser|planerar|kommer) (?P<who>[^.]{{2,80}}?){_ADVERBS} att (?P<what>.+)$"
            ),
            re.compile(
                rf"^{_TIME} [^.]{{2,60}}? (?:ska"
                rf"|skall) (?P<who>[^.]{{2,80}}?){_ADVERBS} (?P<what>[a-zåäö]+a(?:s)?\b.+)$"
            ),
        ),
        actor=re.compile(
            rf"(?:^|\s)(?i:{_OFFICES})(?: \([\w-]+\))?$|^[A-ZÅÄÖ]{{2,6}}$|^(?:Brå|Sida|Forte)$|\([A-Z]{{2,6}}\)$"
        ),
        stands_for=any_of(r"^(?:myndigheten|verket|styrelsen|rådet)$"),
        no_task=any_of(r"^(?:inte|ej|aldrig|vara|bli|ha|kunna|då|ses|anses)\b"),
        leading_due=re.compile(rf"^senast (?:den )?{day},? "),
        reported=re.compile(
            rf"^(?:Uppdraget|Uppdragen|Uppdrag|Arbetet|Insatserna|Redovisningen"
            r"|En (?:slut|del)?r(?:apport|edovisning)|Slutrapporten?)\b"
            rf".{{0,160}}?\bsenast (?P<date>{day})"
        ),
        due_year=any_of(
            r"\b(?:under|senast|före utgången av|vid utgången av|i slutet av|till) (?:år(?:et)? )?(?P<date>20\d\d)\b"
        ),
        moved=(
            re.compile(rf"\b[Ii] stället för (?:senast )?(?P<before>{day}).{{0,120}}?\bsenast (?P<after>{day})"),
            re.compile(rf"\bsenast (?P<after>{day}),? i stället för (?:som tidigare )?(?:senast )?(?P<before>{day})"),
            re.compile(rf"\b(?:ska|skall) i stället\b.{{0,160}}?\bsenast (?P<after>{day})"),
            re.compile(
                r"\b(?:förlängs|förlängts|skjuts|flyttas|flyttats|senareläggs|tidigareläggs|ändras)\b.{0,160}?"
                rf"\bfrån (?:och med )?(?P<before>{day}) till (?:och med )?(?P<after>{day})"
            ),
            re.compile(
                r"\b(?:förlängs|förlängts|skjuts upp|flyttas|senareläggs|tidigareläggs|ändras|anstånd)\b.{0,160}?"
                rf"\b(?:till|senast|t\.o\.m\.)(?: och med| senast)? (?P<after>{day})"
            ),
        ),
        was_due=re.compile(rf"(?:\bskulle\b|^Enligt .{{0,160}}?\bska\b).{{0,200}}?\bsenast (?P<before>{day})"),
    )
