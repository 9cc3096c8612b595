#!/usr/bin/python3
"""The sandbox's page in a real browser, with the real bot behind it.

    page_test.py PROGRAM [SHOTS [REPLAY]]

Runs `PROGRAM sandbox --port 0 --data DIR`, which prints a line with http://127.0.0.1:PORT/, chats as people of the demo
classes at three window sizes and leaves screenshots in SHOTS. axe-core, which lies beside this file as it was published,
must find nothing serious in any view. What happened is saved from the page as a .chat file, and REPLAY (chat_replay) must
bring the same words back. Ends with 0, or with 1 and a sentence that says what was missing.
"""
import http.client
import os
import pathlib
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
import zlib

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

PATIENCE = 30  # seconds; the bot paces what it says
DESK, TABLET, PHONE = (1366, 860), (820, 1180), (390, 844)
NARROW = (360, 740)
AXE = pathlib.Path(__file__).parent / 'axe-core' / 'axe.min.js'
GROUP, SECOND = 'group:700001', 'group:700002'


class Failed(Exception):
    """A sentence for the person who runs the test."""


def check(holds, sentence):
    if not holds:
        raise Failed(sentence)


def png(path, width, height):
    """A picture in two colours, as small as its format allows."""
    def chunk(kind, data):
        return len(data).to_bytes(4, 'big') + kind + data + zlib.crc32(kind + data).to_bytes(4, 'big')
    rows = b''.join(b'\0' + b''.join(bytes((60, 140, 220)) if x * height > width * y else bytes((250, 200, 90))
                                     for x in range(width)) for y in range(height))
    head = width.to_bytes(4, 'big') + height.to_bytes(4, 'big') + b'\x08\x02\0\0\0'
    path.write_bytes(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


class Program:
    """The sandbox, from its first line of output to its end."""

    def __init__(self, path, data):
        self.process = subprocess.Popen([path, 'sandbox', '--port', '0', '--data', str(data)],
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.said = b''
        os.set_blocking(self.process.stdout.fileno(), False)
        self.port = 0

    def wait_for_port(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            select.select([self.process.stdout], [], [], 0.2)
            self.said += self.process.stdout.read() or b''
            found = re.search(rb'http://127\.0\.0\.1:(\d+)/', self.said)
            if found:
                self.port = int(found.group(1))
                return
            check(self.process.poll() is None, 'the program ended before it named its address: ' + self.tail())
        raise Failed('the program named no address within %d s: %s' % (PATIENCE, self.tail()))

    def tail(self):
        return self.said.decode('utf-8', 'replace')[-400:]

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Failed('the program did not end within 10 s of SIGTERM')


class Page:
    """One browser window on the sandbox."""

    def __init__(self, port, shots):
        self.profile = tempfile.mkdtemp(prefix='page-test-')
        options = webdriver.ChromeOptions()
        options.binary_location = '/usr/bin/chromium'
        for flag in ('--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
                     '--disable-background-networking', '--disable-component-update', '--disable-sync',
                     '--lang=zh-CN', '--user-data-dir=' + self.profile):
            options.add_argument(flag)
        options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
        self.driver = webdriver.Chrome(service=Service('/usr/bin/chromedriver'), options=options)
        self.base = 'http://127.0.0.1:%d/' % port
        self.shots = shots
        self.driver.execute_cdp_cmd('Browser.setDownloadBehavior', {'behavior': 'allow', 'downloadPath': self.profile})

    def close(self):
        self.driver.quit()
        shutil.rmtree(self.profile, ignore_errors=True)

    def size(self, size, phone=False):
        self.driver.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', {
            'width': size[0], 'height': size[1], 'deviceScaleFactor': 2 if phone else 1, 'mobile': phone})

    def open(self, hash=''):
        self.driver.get('about:blank')
        self.driver.get(self.base + hash)

    def shot(self, name):
        self.driver.save_screenshot(str(self.shots / (name + '.png')))

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def shown(self, selector):
        return [element for element in self.all(selector) if element.is_displayed()]

    def wait(self, selector, sentence, text=None, seconds=PATIENCE):
        """The first visible element that fits; `text` must be in it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                for element in self.shown(selector):
                    if text is None or text in element.text:
                        return element
            except WebDriverException:
                pass  # drawn anew while we looked
            time.sleep(0.05)
        raise Failed(sentence)

    def say(self, text):
        words = self.wait('#words', 'there is no place to write', seconds=5)
        words.click()
        words.send_keys(text, Keys.ENTER)
        return self.wait('.message.own .bubble', '“%s” did not appear as a bubble of one\'s own' % text, text)

    def press(self, selector, sentence, text=None):
        self.wait(selector, sentence, text, seconds=5).click()

    def menu(self, owner, choice):
        self.press(owner, 'there is nothing to press at ' + owner)
        self.press('#menu button', 'the menu of %s does not offer %s' % (owner, choice), choice)

    def move_clock(self, choice):
        self.press('.chat .clock', 'there is no clock')
        self.press('#clock-choices .choice', 'the clock cannot be moved to ' + choice, choice)
        self.wait('.chat .clock', 'the clock does not show that it was moved', choice)
        self.clock_closes()

    def clock_closes(self):
        end = time.monotonic() + PATIENCE
        while self.shown('#clock-dialog'):
            check(time.monotonic() < end, 'the clock\'s dialog does not close')
            time.sleep(0.05)

    def saved(self):
        """The .chat file that the button saves."""
        self.press('.chat .save', 'there is no button that saves')
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            files = list(pathlib.Path(self.profile).glob('*.chat'))
            if files:
                return files[0]
            time.sleep(0.1)
        raise Failed('no .chat file was downloaded')

    def own_reaction(self):
        return self.wait('.message.own:last-of-type .reaction img[alt="👌"]', 'the bot did not react with 👌')

    def become(self, name):
        search = self.wait('#search', 'there is no search box for people', seconds=5)
        search.clear()
        search.send_keys(name, Keys.ENTER)
        self.wait('#me-name', 'the search did not make us ' + name, name, seconds=5)

    def barrier_free(self, where):
        """Nothing that axe-core calls serious or critical stands in the way of a person."""
        self.driver.set_script_timeout(10 * PATIENCE)
        self.driver.execute_script(AXE.read_text())
        found = self.driver.execute_async_script("""
            const done = arguments[0];
            axe.run(document, {resultTypes: ['violations']}).then((all) => done(all.violations), (why) => done(String(why)));""")
        check(isinstance(found, list), 'axe-core failed at %s: %s' % (where, found))
        serious = ['%s (%s)' % (one['help'], ', '.join(str(node['target']) for node in one['nodes'][:3]))
                   for one in found if one['impact'] in ('serious', 'critical')]
        check(not serious, 'axe-core at %s: %s' % (where, '; '.join(serious)))

    def dark(self, on):
        self.driver.execute_cdp_cmd('Emulation.setEmulatedMedia', {
            'features': [{'name': 'prefers-color-scheme', 'value': 'dark' if on else 'light'}]})

    def focused(self, attribute):
        return self.driver.switch_to.active_element.get_attribute(attribute)

    def fits(self):
        return self.driver.execute_script('return document.documentElement.scrollWidth <= innerWidth')

    def complaints(self):
        return [entry['message'] for entry in self.driver.get_log('browser') if entry['level'] in ('SEVERE', 'WARNING')]


def check_doors(port):
    """What a page elsewhere could try, and the headers of ours."""
    def get(host, path='/'):
        connection = http.client.HTTPConnection('127.0.0.1', port, timeout=10)
        connection.putrequest('GET', path, skip_host=True)
        connection.putheader('Host', host)
        connection.endheaders()
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    check(get('evil.example').status == 421, 'a foreign Host was served')
    ours = get('127.0.0.1:%d' % port)
    check(ours.status == 200, 'the page was not served')
    policy = ours.getheader('Content-Security-Policy') or ''
    check("default-src 'self'" in policy and 'unsafe' not in policy, 'the page has no strict content policy: ' + policy)


def at_a_desk(page):
    page.size(DESK)
    page.open()
    page.wait('#chat-link[data-up="yes"]', 'the page never said that the bot is online', '班级小助手在线')
    check(all(page.shown(column) for column in ('#people', '#rooms', '#chat')), 'a wide window does not show three columns')

    page.become('李四')
    page.wait('[data-room="%s"]' % GROUP, '李四 does not see the class group', seconds=5).click()
    page.say('今天食堂人多吗')
    page.say('36.5')
    page.own_reaction()
    page.shown('.message.own .why')[-1].click()
    page.wait('.reasons', 'one press does not tell what was understood', '听成：报体温，其中：36.5')
    page.shown('.message.own .why')[-2].click()
    page.wait('.reasons', 'one press does not tell why nobody answered', '没有功能认领这句话')
    page.shot('desk-why')
    page.barrier_free('a desk')
    page.dark(True)
    page.barrier_free('a desk at night')
    page.shot('desk-dark')
    page.dark(False)
    page.shown('.message.own .why')[-1].click()
    check(len(page.shown('.reasons')) == 1, 'a second press does not put the reasons away')

    page.say('<img src=x onerror=alert(1)>')
    check(not page.all('.bubble img:not(.emoji)'), 'markup in a message became an element')

    bubble = page.all('.message.own .bubble')[-1]
    bubble.send_keys(Keys.ENTER)
    page.wait('#menu button', 'Enter on a message opened no menu', '撤回', seconds=5).click()
    page.wait('.log .system', 'a recalled message is not shown as recalled', '你撤回了一条消息', seconds=5)

    page.become('赵六')
    page.all('.message .bubble')[0].click()
    page.wait('#menu button', 'a click on a message opened no menu', '引用', seconds=5).click()
    page.wait('#quote-bar', 'the quote is not shown above the words', '引用', seconds=5)
    page.say('不多')
    quoted = page.wait('.message.own .quoted', 'the quote is not above the bubble', '今天食堂人多吗', seconds=5)
    bubble = page.shown('.message.own .bubble')[-1]
    check(quoted.location['y'] < bubble.location['y'], 'the quote does not stand above its bubble')

    page.say('37.8 咳嗽')
    page.wait('.toast.whisper[data-user="20001"]', 'the counsellor\'s whisper raised no toast', '赵六')
    page.wait('[data-room="direct:10004"] .badge', 'the whisper to 赵六 has no badge in the list of conversations')
    page.wait('[data-account="20001"] .badge', 'the whisper to 王敏 has no badge among the people')
    page.shot('desk-group')
    page.wait('.toast.whisper[data-user="20001"] .toast-open', 'the toast cannot be opened', seconds=5).click()
    page.wait('#me-name', 'the toast did not lead to 王敏', '王敏', seconds=5)
    page.wait('.message.from-bot .bubble', 'the whisper is not in the private chat', '37.8')
    page.shot('desk-private')
    check(page.fits(), 'the page is wider than a desk\'s window')


def chips_of(page, name, room, offered):
    page.become(name)
    page.press('[data-room="%s"]' % room, name + ' does not see ' + room)
    for text in offered:
        page.wait('.chip', 'nothing offers %s to %s' % (text, name), text, seconds=5)


def by_role(page):
    """What is offered above the composer is what the role may say; what is said is read out as it comes."""
    check(page.driver.find_element(By.ID, 'log').get_attribute('role') == 'log', 'the messages are no log')
    chips_of(page, '陈思远', GROUP, ('点名', '谁没报', '催一下'))
    chips_of(page, '王敏', 'direct:20001', ('今天情况', '发通知', '计划'))
    chips_of(page, '李四', GROUP, ('36.5', '我的记录'))
    check(not [chip for chip in page.shown('.chip') if '点名' in chip.text], 'a student is offered to call the roll')


def by_keyboard(page):
    """Lists are one stop each, in which the arrows walk; a link leads past them."""
    stops = page.all('#people-list [tabindex="0"]')
    check(len(stops) == 1, 'the list of people has %d stops' % len(stops))
    before = stops[0].get_attribute('data-account')
    stops[0].send_keys(Keys.ARROW_DOWN)
    check(page.focused('data-account') not in (None, before), 'an arrow does not walk in the list of people')
    page.all('#room-list [tabindex="0"]')[0].send_keys(Keys.END)
    check(page.focused('data-room').startswith('direct:'), 'End does not lead to the last conversation')
    page.driver.find_element(By.ID, 'skip').send_keys(Keys.ENTER)
    check(page.focused('id') == 'words', 'the link does not lead to the composer')


def at_the_controls(page):
    """The clock, a picture, the second class, a gateway in trouble."""
    page.open('#10002/' + GROUP)
    page.wait('.message .bubble', 'history did not come back', '36.5')
    page.press('.chat .clock', 'there is no clock')
    page.shot('desk-clock')
    page.barrier_free('the clock')
    field = page.wait('#clock-time', 'no time can be written by hand', seconds=5)
    field.send_keys('半夜', Keys.ENTER)
    page.wait('#clock-error', 'nonsense for a time is not answered', '看不懂这个时间', seconds=5)
    field.clear()
    field.send_keys('1999-1-1 8:00', Keys.ENTER)
    page.wait('#clock-error', 'a time that has passed is not answered', '已经过了', seconds=5)
    field.clear()
    field.send_keys('明天 7:58', Keys.ENTER)
    page.wait('.chat .clock', 'the clock did not move to the time written by hand', '07:58')
    page.clock_closes()
    page.say('38.2')
    page.own_reaction()
    page.move_clock('10:30')
    page.wait('.chat .clock', 'the clock did not move to 10:30', '10:30')
    page.wait('.toast.whisper[data-user="10002"]', 'what fell due before 10:30 did not happen', '再量一次好吗')
    page.wait('.message.from-bot .bubble', 'those missing were not called', '还差37位，11:00截止')

    file = pathlib.Path(page.profile) / 'picture.png'
    png(file, 320, 200)
    page.driver.find_element(By.ID, 'file').send_keys(str(file))
    page.wait('.message.own img.photo', 'the picture is not shown as a picture')
    natural = page.driver.execute_script(
        'const all = document.querySelectorAll("img.photo"); return all[all.length - 1].decode().then(() => all[all.length - 1].naturalWidth)')
    check(natural == 320, 'the picture that was sent is not the one that came back')
    bad = pathlib.Path(page.profile) / 'words.png'
    bad.write_text('no picture')
    page.driver.find_element(By.ID, 'file').send_keys(str(bad))
    page.wait('.toast', 'a file that is no picture is not refused in words', '不是图片', seconds=5)
    page.shot('desk-picture')

    page.become('王敏')
    for room in (GROUP, SECOND, 'direct:20001'):
        page.wait('[data-room="%s"]' % room, 'the counsellor does not see ' + room, seconds=5)
    page.become('陆子昂')
    page.wait('#chat-title', 'somebody of the second class is not led to their own group', '数控1802', seconds=5)
    page.say('36.4')
    page.own_reaction()
    page.become('张三')
    page.become('王敏')
    page.wait('[data-room="%s"] .badge' % SECOND, 'the second class has no unread count for the counsellor', seconds=5)
    page.press('[data-room="%s"]' % SECOND, 'the counsellor cannot open the second class')
    page.say('@班级小助手 谁没报')
    page.wait('.message.from-bot .bubble', 'the counsellor got no overview', '数控1802 体温')
    page.shot('desk-counsellor')

    page.become('张三')
    page.press('[data-room="direct:10001"]', 'there is no private chat with the bot')
    page.press('.chat .gateway', 'there is no menu of the gateway')
    page.wait('#menu button small', 'the menu of the gateway does not say what it does')
    bare = [one.text for one in page.shown('#menu button') if not one.find_elements(By.TAG_NAME, 'small')]
    check(not bare, 'the menu of the gateway does not say what these do: ' + '、'.join(bare))
    page.shot('desk-gateway')
    page.shown('#menu button')[0].send_keys(Keys.ESCAPE)
    page.menu('.chat .gateway', '断线')
    page.wait('#chat-link[data-up="no"]', 'a cut line does not show', '断线')
    page.say('这句没人听到')
    page.menu('.chat .gateway', '正常')
    page.wait('#chat-link[data-up="yes"]', 'the bot did not come back')
    page.menu('.chat .gateway', '禁言')
    page.wait('#chat-link[data-up="odd"]', 'a muted bot does not show', '禁言')
    page.shot('desk-muted')
    page.say('36.7')
    time.sleep(2)
    page.menu('.chat .gateway', '正常')
    page.wait('#chat-link[data-up="yes"]', 'the gateway did not get well')
    page.say('我的记录')
    page.wait('.message.from-bot .bubble', 'the bot did not answer again', '36.7')
    page.menu('.chat .gateway', '名单报错')
    page.wait('#chat-link[data-up="odd"]', 'the bot did not come back without a list of friends', '名单报错')
    page.say('37.9')
    page.wait('.toast.whisper[data-user="20001"]', 'an alert waits for a list of friends that never comes', '37.9')
    page.menu('.chat .gateway', '正常')
    page.wait('#chat-link[data-up="yes"]', 'the list of friends did not come')
    check(page.fits(), 'the page is wider than a desk\'s window')


def what_is_hard_to_write(page):
    """Words that look like something else, one message among equals, and an answer that does not come."""
    page.become('李四')
    page.press('[data-room="%s"]' % GROUP, '李四 does not see the class group')
    for words in ('早', '〔图片〕是打出来的', '早'):
        page.say(words)
    page.shown('.message.own .bubble')[-3].click()
    page.wait('#menu button', 'a click on a message opened no menu', '引用', seconds=5).click()
    page.say('是这句')
    page.press('[data-room="direct:10002"]', 'there is no private chat with the bot')
    page.say('@张三 是打出来的')
    for _ in range(8):
        page.say('我的记录')
    page.wait('.message.from-bot .bubble', 'nobody is told to slow down', '慢一点')
    page.shown('.message.own .why')[-1].click()
    page.wait('.reasons', 'the reason does not name the hurry', '问得太快')


def save_and_replay(page, replay):
    file = page.saved()
    shutil.copy(file, page.shots / 'saved.chat')
    text = file.read_text()
    for piece in ('班级：机电1901 王敏（辅导员）', '班级：数控1802 王敏（辅导员）', '快进：', ' 引用“', '〔图片〕', '撤回 上一条',
                  '网关：断线', '网关：重连', '网关：禁言', '〔👌 李四〕', '私 张三：这句没人听到', '好友名单：不来', '好友名单：来了',
                  '〔〔〕图片〕是打出来的', ' 引用“早”#2', '慢一点'):
        check(piece in text, 'the saved conversation lacks ' + piece)
    if replay:
        done = subprocess.run([replay, str(file)], capture_output=True, text=True, timeout=120)
        check(done.returncode == 0, 'the saved conversation replays to other words: ' + done.stdout + done.stderr)


def in_class(page):
    """A notice and a roll call, as the class sees them."""
    page.become('王敏')
    page.press('[data-room="direct:20001"]', 'there is no private chat with the bot')
    page.say('发通知 机电1901 健康表今天18:00前交，请回复收到')
    page.wait('.message.from-bot .bubble', 'the counsellor got no preview', '预览：机电1901 38人')
    page.say('发')
    page.wait('.message.from-bot .bubble', 'the notice is not on its way', '正在发到1个群')
    page.become('张三')
    page.press('[data-room="%s"]' % GROUP, '张三 does not see the class group')
    page.wait('.message.from-bot .bubble', 'the notice did not reach the class', '【通知1】健康表')
    page.say('收到')
    page.own_reaction()
    page.become('陈思远')
    page.say('点名 线上班会 10分钟')
    page.wait('.message.from-bot .bubble', 'the roll call did not begin', '“线上班会”点名开始')
    page.become('李四')
    page.say('到')
    page.own_reaction()
    page.become('赵六')
    page.say('1')
    page.own_reaction()
    page.become('许诺')
    page.say('收到，请问交纸质的吗')
    page.own_reaction()
    page.wait('.toast.whisper[data-user="20001"]', 'the question did not reach the publisher', '许诺')
    page.shot('desk-class')


def on_a_tablet(page):
    page.size(TABLET)
    page.open('#10001/' + GROUP)
    page.wait('.message .bubble', 'history did not come back after a reload', '36.5')
    check(page.shown('#rooms') and page.shown('#chat') and not page.shown('#people'), 'a tablet does not show two columns')
    page.shot('tablet')
    check(page.fits(), 'the page is wider than a tablet')
    page.barrier_free('a tablet')


def on_a_phone(page):
    page.size(PHONE, phone=True)
    page.open()
    page.wait('#people .person', 'a phone does not begin with the people')
    check(not page.shown('#rooms') and not page.shown('#chat'), 'a phone shows more than one column')
    page.shot('phone-people')
    page.barrier_free('the people on a phone')
    page.wait('[data-account="10005"]', '陈思远 is not in the list', seconds=5).click()
    page.wait('#rooms [data-room="%s"]' % GROUP, 'choosing a person does not lead to the conversations', seconds=5)
    page.shot('phone-rooms')
    page.shown('[data-room="%s"]' % GROUP)[0].click()
    page.wait('#chat #words', 'choosing a conversation does not lead to the chat', seconds=5)
    page.wait('.chip', 'there are no examples above the composer', '36.5', seconds=5).click()
    page.own_reaction()
    page.shot('phone-chat')
    page.barrier_free('the chat on a phone')
    check(page.fits(), 'the page is wider than a phone')
    page.press('#switch .who-pill', 'a tap does not bring another person back', '王敏')
    page.wait('#switch .who-pill[aria-current]', 'the pill did not make us 王敏', '王敏', seconds=5)
    page.press('#switch .room-pill', 'a tap does not open the other class', '数控1802')
    page.wait('#chat-title', 'the pill did not open the other class', '数控1802', seconds=5)
    page.shot('phone-counsellor')
    page.press('.chat .clock', 'there is no clock on a phone')
    page.shot('phone-clock')
    page.press('#clock-cancel', 'the clock cannot be left alone')
    page.press('.chat .more-tools', 'there is no menu of tools on a phone')
    page.wait('#menu button', 'a phone cannot save', '存成 .chat', seconds=5)
    page.press('#menu button', 'a phone does not offer the gateway', '网关：正常')
    page.wait('#menu button', 'a phone does not offer a cut line', '断线', seconds=5)
    page.shot('phone-gateway')
    page.barrier_free('the menu on a phone')
    page.shown('#menu button')[0].send_keys(Keys.ESCAPE)
    page.size(NARROW, phone=True)
    page.shot('phone-narrow')
    check(page.fits(), 'the page is wider than a narrow phone')
    page.size(PHONE, phone=True)
    page.wait('#back-rooms', 'there is no way back from the chat', seconds=5).click()
    page.wait('#back-people', 'the way back does not lead to the conversations', seconds=5).click()
    page.wait('#people-list', 'the way back does not lead to the people', seconds=5)


def main(arguments):
    if len(arguments) not in (2, 3, 4):
        print(__doc__, file=sys.stderr)
        return 2
    shots = pathlib.Path(arguments[2] if len(arguments) > 2 else tempfile.mkdtemp(prefix='page-shots-'))
    shots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix='page-data-') as data:
        program = Program(arguments[1], data)
        page = None
        try:
            program.wait_for_port()
            check_doors(program.port)
            page = Page(program.port, shots)
            at_a_desk(page)
            by_role(page)
            by_keyboard(page)
            at_the_controls(page)
            what_is_hard_to_write(page)
            save_and_replay(page, arguments[3] if len(arguments) > 3 else '')
            in_class(page)
            on_a_tablet(page)
            on_a_phone(page)
            complaints = page.complaints()
            check(not complaints, 'the browser complained: ' + '; '.join(complaints))
            print('the page works; screenshots in %s' % shots)
            return 0
        except Failed as failed:
            if page:
                page.shot('failure')
            print('page_test: %s (screenshots in %s)' % (failed, shots), file=sys.stderr)
            return 1
        finally:
            if page:
                page.close()
            program.stop()


if __name__ == '__main__':
    sys.exit(main(sys.argv))
