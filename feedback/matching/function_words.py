"""Words that tell a language by themselves: frequent ones, none of them a word of Swedish or English too.

For the languages of the service whose script does not tell them; Swedish and English are told by their stop words.
"""

FINNISH = """
ei eivät emme että hän he heidän ihmiset joka jonka jos jossa kanssa koska kuin kun meidän meille meillä minulla minun
minä mitä mutta myös niin näin olen olemme olisi ole olla ovat pitäisi pitää sekä sitten tai tämä tässä vain voi voimme
"""
SOMALI = """
aad aan aanan ama annagu ayaa badan dadka inaan inay ilaa iyo kala kuma lagu laga leh loo maxaa oo qof sababtoo sida uu
waa waan waxaa waxaan waxay wuxuu
"""
#: By language.
FUNCTION_WORDS = {"fi": frozenset(FINNISH.split()), "so": frozenset(SOMALI.split())}
