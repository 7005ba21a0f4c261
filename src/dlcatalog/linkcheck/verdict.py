"""From attempts to a verdict: the table, as data, with a reason in each row. The first row that holds decides."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

from dlcatalog.lang import Localized
from dlcatalog.linkcheck.outcome import Attempt, Fault
from dlcatalog.records import record


class Verdict(StrEnum):
    """What one run says of one address."""

    OK = "ok"
    MOVED = "moved"
    BLOCKED = "blocked"
    TIMEOUT = "timeout"
    SERVER_ERROR = "server-error"
    TLS_ERROR = "tls-error"
    DNS_ERROR = "dns-error"
    REFUSED = "refused"
    PROTOCOL_ERROR = "protocol-error"
    GONE = "gone"
    HIJACKED = "hijacked"
    INVALID = "invalid"
    SKIPPED = "skipped"


FINE = frozenset({Verdict.OK, Verdict.MOVED})
BROKEN = frozenset({Verdict.GONE, Verdict.HIJACKED, Verdict.INVALID})
TRANSIENT = frozenset(
    {
        Verdict.TIMEOUT,
        Verdict.SERVER_ERROR,
        Verdict.TLS_ERROR,
        Verdict.DNS_ERROR,
        Verdict.REFUSED,
        Verdict.PROTOCOL_ERROR,
    }
)


class Sign(StrEnum):
    """What the content of an answer adds to its status."""

    PARKED = "parked"
    TAKEN_OVER = "taken-over"
    CHALLENGE = "challenge"
    LOGIN = "login"
    SOFT_404 = "soft-404"
    NO_ANCHOR = "no-anchor"
    RECORD_FOUND = "record-found"
    RECORD_MISSING = "record-missing"
    ROBOTS = "robots"
    SUSPENDED = "suspended"


Signs: TypeAlias = frozenset[Sign]
NO_SIGNS: Signs = frozenset()


@record
class Row:
    """One row of the table: its kebab-case id, what it decides, when, and why."""

    id: str
    verdict: Verdict
    holds: Callable[[Attempt, Signs], bool]
    reason: Localized


PERMANENT = frozenset({301, 308})
_REFUSALS = frozenset({401, 402, 403, 405, 406, 407, 418, 451, 999})


def _fault(*faults: Fault) -> Callable[[Attempt, Signs], bool]:
    return lambda attempt, _: attempt.reply.fault in faults


def _sign(sign: Sign) -> Callable[[Attempt, Signs], bool]:
    return lambda _, signs: sign in signs


def _status(low: int, high: int) -> Callable[[Attempt, Signs], bool]:
    return lambda attempt, _: low <= attempt.reply.status <= high


def is_moved(attempt: Attempt) -> bool:
    """Tell whether only permanent redirects led to a different address."""
    return (
        bool(attempt.hops)
        and all(hop.status in PERMANENT for hop in attempt.hops)
        and attempt.url != attempt.hops[0].url
    )


TABLE: tuple[Row, ...] = (
    Row("plain-ok", Verdict.OK, lambda a, s: not s and not a.hops and a.reply.is_success and a.reply.fault is None, Localized(
        "The server answers with success and the page is plausible.",
        "服务器正常响应，页面内容也合理。")),
    Row("robots", Verdict.SKIPPED, _sign(Sign.ROBOTS), Localized(
        "The site's robots.txt asks robots to stay away, and the policy obeys it.",
        "网站的 robots.txt 不允许程序访问，策略规定要遵守。")),
    Row("record-found", Verdict.OK, _sign(Sign.RECORD_FOUND), Localized(
        "The public record of the work (oEmbed, video interface or DOI resolver) knows it.",
        "该作品的公开记录（oEmbed、视频接口或 DOI 解析器）中查得到。")),
    Row("record-missing", Verdict.GONE, _sign(Sign.RECORD_MISSING), Localized(
        "The public record of the work (oEmbed, video interface or DOI resolver) says that it does not exist.",
        "该作品的公开记录（oEmbed、视频接口或 DOI 解析器）中查无此项。")),
    Row("unusable-address", Verdict.INVALID, _fault(Fault.UNUSABLE), Localized(
        "Nobody can request this address: its form is wrong.",
        "地址格式有误，无法访问。")),
    Row("private-address", Verdict.INVALID, _fault(Fault.PRIVATE), Localized(
        "The address leads into a private network (loopback, private, link-local or metadata address), where no reader can follow.",
        "地址指向内部网络（本机、私有、链路本地或云元数据地址），读者无法访问。")),
    Row("retry-later", Verdict.SKIPPED, _fault(Fault.TOLD_TO_WAIT), Localized(
        "The host has told us to stay away for longer than we wait; it was not asked for this address.",
        "该主机要求的等待时间超过上限，因此这次没有访问这个地址。")),
    Row("redirect-loop", Verdict.PROTOCOL_ERROR, _fault(Fault.LOOP), Localized(
        "The redirects run in a circle or do not end.",
        "重定向循环，或没有尽头。")),
    Row("timeout", Verdict.TIMEOUT, _fault(Fault.TIMEOUT), Localized(
        "No usable answer came before the deadline, even after retries.",
        "多次重试后，仍未在时限内得到可用的响应。")),
    Row("tls", Verdict.TLS_ERROR, _fault(Fault.TLS), Localized(
        "The certificate is expired, self-signed or made out to another name, or no secure connection came about.",
        "证书过期、自签名或属于其他域名，或者无法建立安全连接。")),
    Row("no-such-name", Verdict.DNS_ERROR, _fault(Fault.NO_NAME), Localized(
        "The host's name does not exist in DNS.",
        "域名不存在（DNS 查无此名）。")),
    Row("dns", Verdict.DNS_ERROR, _fault(Fault.DNS), Localized(
        "The name service gave no answer for this host.",
        "域名服务器没有给出解析结果。")),
    Row("refused", Verdict.REFUSED, _fault(Fault.REFUSED), Localized(
        "The server refuses the connection or cannot be reached.",
        "服务器拒绝连接，或无法到达。")),
    Row("protocol", Verdict.PROTOCOL_ERROR, _fault(Fault.PROTOCOL), Localized(
        "The answer broke off or is not HTTP.",
        "响应中断，或不是 HTTP。")),
    Row("challenge", Verdict.BLOCKED, _sign(Sign.CHALLENGE), Localized(
        "The site shows robots a challenge page; people get through.",
        "网站要求程序通过人机验证；真人可以打开。")),
    Row("parked", Verdict.HIJACKED, _sign(Sign.PARKED), Localized(
        "The page is a placeholder of a domain dealer: parked or for sale.",
        "页面是域名商的占位页：域名停放或待售。")),
    Row("taken-over", Verdict.HIJACKED, _sign(Sign.TAKEN_OVER), Localized(
        "Another site answers here: title and language or subject no longer match what was last seen in good order.",
        "这里已换成别的网站：标题以及语言或内容，与上次正常时不符。")),
    Row("suspended", Verdict.SERVER_ERROR, _sign(Sign.SUSPENDED), Localized(
        "The provider has switched this site off (account suspended, deployment disabled); it may come back.",
        "托管商停用了该网站（账户停用或部署关闭），以后可能恢复。")),
    Row("http-404", Verdict.GONE, _status(404, 404), Localized(
        "The server says that the page is not found.",
        "服务器称找不到该页面。")),
    Row("http-410", Verdict.GONE, _status(410, 410), Localized(
        "The server says that the page was removed for good.",
        "服务器称该页面已永久移除。")),
    Row("http-408", Verdict.TIMEOUT, _status(408, 408), Localized(
        "The server gave up waiting for the request.",
        "服务器等待请求超时。")),
    Row("http-429", Verdict.BLOCKED, _status(429, 429), Localized(
        "The server asks for fewer requests, even after we waited; that says nothing about the page.",
        "等待之后，服务器仍要求降低访问频率；这与页面是否有效无关。")),
    Row("refuses-robots", Verdict.BLOCKED, lambda a, _: a.reply.status in _REFUSALS, Localized(
        "The server answers but refuses robots or strangers; a person may well get in.",
        "服务器有响应，但拒绝程序或未登录的访客；真人多半可以打开。")),
    Row("refuses-request", Verdict.BLOCKED, _status(400, 499), Localized(
        "The server answers but dislikes the request; it does not say that the page is gone.",
        "服务器有响应，但不接受这个请求；并未说页面不存在。")),
    Row("http-5xx", Verdict.SERVER_ERROR, _status(500, 599), Localized(
        "The server reports a fault of its own, even after retries.",
        "多次重试后，服务器仍报告自身故障。")),
    Row("soft-404", Verdict.GONE, _sign(Sign.SOFT_404), Localized(
        "The page says that there is nothing here, or is where every lost page is sent; a random neighbour address gets the same.",
        "页面称内容不存在，或者是所有失效页面统一跳转到的地方；随机构造的相邻地址也得到同样的结果。")),
    Row("login", Verdict.BLOCKED, _sign(Sign.LOGIN), Localized(
        "The site sends strangers to its login page.",
        "网站把未登录的访客转到登录页。")),
    Row("no-anchor", Verdict.GONE, _sign(Sign.NO_ANCHOR), Localized(
        "The page is there but has no element that the part after # names.",
        "页面还在，但没有 # 之后所指的位置。")),
    Row("moved", Verdict.MOVED, lambda a, _: a.reply.is_success and is_moved(a), Localized(
        "Only permanent redirects lead to another address, which is fine.",
        "全部为永久重定向，新地址可正常访问。")),
    Row("ok", Verdict.OK, _status(200, 299), Localized(
        "The server answers with success and the page is plausible.",
        "服务器正常响应，页面内容也合理。")),
    Row("no-location", Verdict.PROTOCOL_ERROR, _status(300, 399), Localized(
        "The server redirects without saying where to.",
        "服务器要求重定向，却没有给出目标地址。")),
    Row("odd-status", Verdict.PROTOCOL_ERROR, lambda _a, _s: True, Localized(
        "The status is none that HTTP knows.",
        "状态码不是 HTTP 规定的任何一种。")),
)  # fmt: skip
SKIPPED_ROW = Row("policy", Verdict.SKIPPED, lambda _a, _s: False, Localized(
    "The policy file says to leave this address alone.", "策略文件规定不检查该地址。"))  # fmt: skip
ACCEPTED_ROW = Row("policy-accepts", Verdict.SKIPPED, lambda _a, _s: False, Localized(
    "The policy file says that a refusal or a passing fault of this address means nothing.", "策略文件规定，该地址拒绝程序访问或暂时出错均不作数。"))  # fmt: skip
ROWS = {row.id: row for row in (*TABLE, SKIPPED_ROW, ACCEPTED_ROW)}


def judge(attempt: Attempt, signs: Signs = NO_SIGNS) -> Row:
    """Return the row of the table that decides; the last row always holds."""
    for row in TABLE:
        if row.holds(attempt, signs):
            return row
    return TABLE[-1]
