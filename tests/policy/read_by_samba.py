"""What Samba's parsers of group policy read in files that the tests made (samba.sh)."""
import codecs
import csv
import glob
import io
import os
import sys

from samba.dcerpc import preg
from samba.gp_parse.gp_csv import GPAuditCsvParser
from samba.gp_parse.gp_inf import GptTmplInfParser
from samba.gp_parse.gp_ini import GPTIniParser
from samba.ndr import ndr_pack, ndr_unpack

failed = False
number = 0


def check(sentence, holds):
    global failed, number
    number += 1
    failed = failed or not holds
    print('%sok %d - %s' % ('' if holds else 'not ', number, sentence))


def data_of(entry):
    return bytes(entry.data) if isinstance(entry.data, (bytes, list)) else entry.data


folder = sys.argv[1]
machine = glob.glob(folder + '/{*}/DomainSysvol/GPO/Machine')[0]

raw = open(machine + '/registry.pol', 'rb').read()
policy = ndr_unpack(preg.file, raw)
KEY = 'Software\\Policies\\X'
expected = [(KEY, '**delvals.', 1, ' '), (KEY, 'V', 4, 1), (KEY, '監査;[x]', 1, '値 𠮷'),
            (KEY, 'B', 3, b']\0;\0'), (KEY, '**del.Old', 1, ' ')]
found = [(e.keyname, e.valuename, e.type, data_of(e)) for e in policy.entries]
check('registry.pol: Samba reads the entries that were written', found == expected)
check('registry.pol: Samba writes the same bytes again', ndr_pack(policy) == raw)

same = total = 0
for path in glob.glob(folder + '/random/*.pol'):
    raw = open(path, 'rb').read()
    policy = ndr_unpack(preg.file, raw)
    total += 1
    same += ndr_pack(policy) == raw
check('registry.pol: Samba reads a hundred random files and writes the same bytes again',
      total == 100 and same == total)

name = machine + '/microsoft/windows nt/Audit/audit.csv'
raw = open(name, 'rb').read()
parser = GPAuditCsvParser()
parser.parse(raw)
rows = list(csv.reader(io.StringIO(raw.decode(), newline='')))
check('audit.csv: Samba reads the header', parser.header == rows[0])
check('audit.csv: and the rows',
      [[line[title] for title in parser.header] for line in parser.lines] == rows[1:])
check('audit.csv: the values are those that were meant',
      [line['Setting Value'] for line in parser.lines] == ['1', '3', '4', 'S:(AU;SA;KA;;;WD)'])
again = folder + '/again.csv'
parser.write_binary(again)
check('audit.csv: Samba writes the same rows again',
      list(csv.reader(open(again, newline=''))) == rows)

name = machine + '/microsoft/windows nt/SecEdit/GptTmpl.inf'
raw = open(name, 'rb').read()
parser = GptTmplInfParser()
parser.parse(raw)
again = folder + '/again.inf'
parser.write_binary(again)


def sections(text):
    """Section name to lines, blanks around = left out."""
    result, now = {}, None
    for line in text.lstrip('\ufeff').split('\r\n'):
        if line.startswith('['):
            now = result.setdefault(line, [])
        elif line:
            now.append(line.replace(' = ', '=').replace(' =', '='))
    return {name: sorted(lines) for name, lines in result.items()}


ours = sections(raw.decode('utf-16'))
theirs = sections(codecs.open(again, encoding='utf-16').read())
check('GptTmpl.inf: Samba reads all sections', set(ours) == set(theirs))
for section in sorted(ours):
    check('GptTmpl.inf: Samba writes the same lines of %s again' % section,
          ours[section] == theirs.get(section))
    if ours[section] != theirs.get(section):
        print('#', ours[section], theirs.get(section))

parser = GPTIniParser()
parser.parse(open(folder + '/gpt.ini', 'rb').read())
check('gpt.ini: Samba reads the version', parser.ini_conf.get('General', 'Version') == '65537')
print('1..%d' % number)
sys.exit(failed)
