"""What the YAML parser says, in our own words and both languages."""

from dlcatalog.lang import Localized

_COLON = Localized(
    en="a text that contains `: ` must stand in quotes",
    zh="含有“: ”（冒号加空格）的文字要加引号",
)
_TAB = Localized(en="indent with spaces, never with tabs", zh="缩进请用空格，不要用制表符")
_START = Localized(
    en="indent with spaces, never with tabs; a text that starts with `@`, `%` or a backtick must stand in quotes",
    zh="缩进请用空格，不要用制表符；以 @、% 或反引号开头的文字要加引号",
)
_INDENT = Localized(
    en="check the indentation and the quotes of this line and the lines above",
    zh="请检查这一行和上面几行的缩进与引号",
)
_CLOSE = Localized(en="is a bracket, a comma or a quote missing?", zh="是不是少了括号、逗号或引号？")
_ESCAPE = Localized(
    en="in double quotes a backslash starts an escape; use single quotes",
    zh="双引号里的反斜杠会被当作转义，请改用单引号",
)
_QUOTE_IT = Localized(en="quote the text", zh="请给这段文字加引号")
_GENERIC = Localized(en="this is not valid YAML", zh="此处的 YAML 语法有误")

_SAYINGS: dict[str, tuple[Localized, Localized]] = {
    "mapping values are not allowed in this context": (
        Localized(en="a colon stands where no key can be", zh="这里不能出现“键: 值”"),
        _COLON,
    ),
    "found character that cannot start any token": (
        Localized(en="no value can start with this character", zh="值不能以这个字符开头"),
        _START,
    ),
    "did not find expected key": (Localized(en="a key is expected here", zh="这里应当是一个键"), _INDENT),
    "did not find expected '-' indicator": (
        Localized(en="a list item (`- `) is expected here", zh="这里应当是列表项（“- ”开头）"),
        _INDENT,
    ),
    "could not find expected ':'": (
        Localized(en="the `:` after a key is missing", zh="键的后面缺少冒号"),
        Localized(
            en="each line of a mapping is `key: value`; is a colon or its space missing?",
            zh="每行应写成“键: 值”，是不是少了冒号或冒号后的空格？",
        ),
    ),
    "did not find expected ',' or ']'": (
        Localized(en="this `[` list is not closed", zh="方括号列表没有正确闭合"),
        _CLOSE,
    ),
    "did not find expected ',' or '}'": (
        Localized(en="this `{` mapping is not closed", zh="花括号映射没有正确闭合"),
        _CLOSE,
    ),
    "found unexpected end of stream": (
        Localized(en="the file ends inside a quoted text", zh="文件在引号内的文字中间就结束了"),
        Localized(en="a quote is never closed", zh="有引号没有闭合"),
    ),
    "found unexpected document indicator": (
        Localized(en="`---` or `...` stands inside a quoted text", zh="引号内的文字里出现了 --- 或 ..."),
        Localized(en="a quote is never closed", zh="有引号没有闭合"),
    ),
    "block sequence entries are not allowed in this context": (
        Localized(en="a list item cannot stand here", zh="这里不能出现列表项"),
        Localized(en="put the list on its own lines below the key", zh="请把列表另起一行，写在键的下面"),
    ),
    "mapping keys are not allowed in this context": (
        Localized(en="a `?` key cannot stand here", zh="这里不能出现以 ? 开头的键"),
        _QUOTE_IT,
    ),
    "did not find expected node content": (Localized(en="a value is expected here", zh="这里应当有一个值"), _CLOSE),
    "found unknown escape character": (
        Localized(en="unknown escape in double quotes", zh="双引号里的转义写法无效"),
        _ESCAPE,
    ),
    "did not find expected hexdecimal number": (
        Localized(en="unfinished escape in double quotes", zh="双引号里的转义写法不完整"),
        _ESCAPE,
    ),
    "found invalid Unicode character escape code": (
        Localized(en="this escape is no character", zh="这个转义不对应任何字符"),
        _ESCAPE,
    ),
    "found a tab character that violates indentation": (
        Localized(en="a tab stands in the indentation", zh="缩进里有制表符"),
        _TAB,
    ),
    "found a tab character where an indentation space is expected": (
        Localized(en="a tab stands in the indentation", zh="缩进里有制表符"),
        _TAB,
    ),
    "did not find expected <document start>": (
        Localized(en="something stands before or after the document", zh="文档之外还有多余的内容"),
        _INDENT,
    ),
    "did not find expected comment or line break": (
        Localized(en="nothing may follow `|` or `>` on its line", zh="| 或 > 所在的行后面不能再有内容"),
        Localized(en="start the text on the next line, indented", zh="正文请另起一行并缩进"),
    ),
    "found undefined alias": (
        Localized(en="an alias (`*x`) without an anchor", zh="别名（*x）没有对应的锚点"),
        _QUOTE_IT,
    ),
    "while scanning an anchor": (Localized(en="unfinished anchor", zh="锚点写法不完整"), _QUOTE_IT),
    "did not find expected alphabetic or numeric character": (
        Localized(en="`&` or `*` without a name", zh="& 或 * 后面没有名字"),
        _QUOTE_IT,
    ),
    "found incompatible YAML document": (
        Localized(en="a `%YAML` directive of another version", zh="%YAML 指令的版本不受支持"),
        Localized(en="delete the line", zh="请删去这一行"),
    ),
}


def explain_syntax(problem: str) -> tuple[Localized, Localized | None]:
    """The message and the hint for what PyYAML calls ``problem``; what we do not know gets a general message."""
    return _SAYINGS.get(problem, (_GENERIC, _INDENT))
