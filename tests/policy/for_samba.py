"""Files of a GPO as the XML that `samba-tool gpo restore` takes, by Samba's own parsers."""
import os
import sys

from samba.gp_parse.gp_csv import GPAuditCsvParser
from samba.gp_parse.gp_inf import GptTmplInfParser
from samba.gp_parse.gp_ini import GPTIniParser
from samba.gp_parse.gp_pol import GPPolParser

PARSERS = {'registry.pol': GPPolParser, 'audit.csv': GPAuditCsvParser,
           'GptTmpl.inf': GptTmplInfParser, 'GPT.INI': GPTIniParser}

source, target = sys.argv[1], sys.argv[2]
for folder, _, names in os.walk(source):
    for name in names:
        parser = PARSERS[name]()
        with open(os.path.join(folder, name), 'rb') as file:
            parser.parse(file.read())
        made = os.path.join(target, os.path.relpath(folder, source))
        os.makedirs(made, exist_ok=True)
        parser.write_xml(os.path.join(made, name + '.xml'))
