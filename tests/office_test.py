#!/usr/bin/python3
"""One of each table that the bot sends, opened by LibreOffice and rendered.

    office_test.py REPLAY [SHOTS]

REPLAY (chat_replay) lives through the transcripts in which tables are sent and keeps them. Each sort is opened once without
a window and printed: what is printed must have the title, the mark of who had it made, every heading and every student
number whole, and no cell may show an error. Pictures of the pages are left in SHOTS for whoever wants to look. Ends with 0,
with 1 and a sentence that says what was missing, or with 77 where there is no LibreOffice.
"""
import csv
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

CHATS = pathlib.Path(__file__).parent / 'chats'
PATIENCE = 240  # seconds, for a LibreOffice that has never been started
ERRORS = re.compile(r'#(NAME|REF|VALUE|DIV/0|N/A)|Err:5\d\d|####')


class Failed(Exception):
    """A sentence for the person who runs the test."""


def check(holds, sentence):
    if not holds:
        raise Failed(sentence)


def sort_of(name):
    """机电1901_体温_3月11日.xlsx is a 体温.xlsx: days, numbers and classes make no other sort."""
    stem, dot, end = name.rpartition('.')
    sort = re.sub(r'[0-9]+(月|日|级)?|[-_]', ' ', stem.split('_', 1)[-1])
    return ' '.join(sort.split()) + dot + end


def tables_of(replay, folder):
    """A file of each sort."""
    found = {}
    for number, chat in enumerate(sorted(CHATS.glob('*/*.chat'))):
        if '〔文件 ' not in chat.read_text():
            continue
        kept = folder / str(number)
        kept.mkdir()
        done = subprocess.run([replay, chat, kept], capture_output=True, text=True)
        check(done.returncode == 0, f'{chat} does not come back as it stands: {done.stdout}{done.stderr}')
        for file in sorted(kept.iterdir()):
            found.setdefault(sort_of(file.name), file)
    return found


def printed(office, file, folder):
    """What LibreOffice prints of it: the text of its pages, and their PDF."""
    run = [office, '--headless', '--norestore', f'-env:UserInstallation=file://{folder}/profile', '--convert-to', 'pdf',
           '--outdir', folder, file]
    if file.suffix == '.csv':  # What its dialogue, which nobody sees here, finds by itself: commas, quotes, UTF-8.
        run.insert(3, '--infilter=Text - txt - csv (StarCalc):44,34,76,1')
    done = subprocess.run(run, capture_output=True, text=True, timeout=PATIENCE)
    pdf = folder / (file.stem + '.pdf')
    check(pdf.exists(), f'{file.name} is not opened: {done.stdout}{done.stderr}')
    text = subprocess.run(['pdftotext', '-layout', pdf, '-'], capture_output=True, text=True, check=True).stdout
    return text, pdf


def look_at(file, text):
    check(not ERRORS.search(text), f'{file.name}: a cell shows {ERRORS.search(text)}')
    bare = ''.join(text.split())
    check('导出：' in bare or '快照' in bare, f'{file.name} does not say who had it made')
    check('班级' in bare and ('序号' in bare or '主题' in bare), f'{file.name} has no headings')
    check(not re.search(r'\dE\+\d', bare), f'{file.name}: a number is rounded')
    if file.suffix == '.csv':
        with open(file, encoding='utf-8-sig', newline='') as rows:
            cells = [cell for row in csv.reader(rows) for cell in row]
        for number in filter(re.compile(r'20\d{8}$').match, cells):
            check(number in bare, f'{file.name}: {number} is not shown whole')


def main():
    replay = pathlib.Path(sys.argv[1]).resolve()
    shots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    office = shutil.which('soffice') or shutil.which('libreoffice')
    if not office or not shutil.which('pdftotext'):
        print('SKIPPED 1: office: LibreOffice or pdftotext is not installed')
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        tables = tables_of(replay, folder)
        check(len(tables) >= 10, f'only these tables were sent: {sorted(tables)}')
        for sort, file in sorted(tables.items()):
            text, pdf = printed(office, file, folder)
            look_at(file, text)
            if shots:
                shots.mkdir(parents=True, exist_ok=True)
                subprocess.run(['pdftoppm', '-r', '70', '-png', pdf, shots / file.stem], check=True)
        print(f'{len(tables)} sorts of tables open: {"、".join(sorted(tables))}')
    return 0


if __name__ == '__main__':
    try:
        sys.exit(main())
    except Failed as failure:
        print(failure)
        sys.exit(1)
