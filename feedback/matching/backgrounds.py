"""What people say when they are asked about anything: from there it is told what is particular about a text.

Plain sentences on all kinds of matters, made up for this; none is about what a code book here is about more than another.
"""

IN_SWEDISH = """
Det var bra att ni frågade.
Jag vet inte riktigt vad jag ska svara.
Vi vill att kommunen lyssnar mer på oss som bor här.
Bussarna går för sällan och biljetterna är dyra.
Det behövs fler bostäder som man har råd med.
Vården måste bli bättre, det är långa köer till läkaren.
Mina barn trivs i skolan men klasserna är för stora.
Det är farligt att cykla till jobbet på vintern.
Äldre blir ensamma när ingen hälsar på dem.
Vattnet i sjön är smutsigt och ingen gör något åt det.
Politikerna lovar mycket men sedan händer ingenting.
Jag har arbetat här i tjugo år och aldrig sett något liknande.
Maten på äldreboendet smakar ingenting.
Tack för ett trevligt möte.
Man får vänta i flera månader på att få ett besked.
De unga flyttar härifrån så fort de kan.
Det är för mycket papper och för lite hjälp.
Vi behöver mer pengar och fler händer.
Internet fungerar dåligt hos oss på landet.
Jag känner mig inte trygg när jag går hem på kvällen.
Hunden fick springa fritt i parken förr i tiden.
Varför ska det vara så svårt att få prata med en människa?
Skatten är för hög för små företag.
Priserna på el har gjort att vi inte kan värma huset.
Biblioteket är det bästa som finns i vår by.
Ge oss en chans att visa vad vi kan.
Alla pratar om miljön men ingen vill betala.
Det gick bra till slut, men det tog lång tid.
"""
IN_ENGLISH = """
Thank you for asking us.
We need more buses and cheaper tickets.
The doctor has no time for you.
My children like their school but the classes are too big.
Politicians promise a lot and then nothing happens.
Old people are left alone.
It takes months to get an answer.
We have worked here for twenty years.
The library is the best thing in our village.
Housing is too expensive for young families.
I do not feel safe at night.
There is too much paperwork and too little help.
Prices have gone up and we cannot heat the house.
Let us show what we can do.
"""
#: Sentences by language.
BACKGROUNDS = {"sv": tuple(IN_SWEDISH.strip().splitlines()), "en": tuple(IN_ENGLISH.strip().splitlines())}
