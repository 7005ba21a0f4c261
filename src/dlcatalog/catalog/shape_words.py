"""What pydantic reports, in our own words: a rule, a message in both languages, and a hint."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from dlcatalog.catalog.nearby import did_you_mean, kebab, mean
from dlcatalog.catalog.schema import ID_PATTERN, MODELS, key_order
from dlcatalog.catalog.shape import TEXT_KEYS, annotation_at, is_list, is_model, keys_of, values_of
from dlcatalog.diagnostics import Finding, Route
from dlcatalog.lang import Localized

Said: TypeAlias = tuple[str, Finding]
_SHOWN = 60


def explain(detail: ErrorDetails, model: type[BaseModel]) -> Said:
    """Turn one error of pydantic into a rule and a finding."""
    route: Route = detail["loc"]
    if detail["input"] == "" and detail["type"] != "missing":
        return "empty-value", Finding(_EMPTY, route, hint=_EMPTY_HINT)
    teller = _TELLERS.get(detail["type"], _tell_wrong_type)
    return teller(route, detail, model)


_EMPTY = Localized(en="there is no value here", zh="这里没有值")
_EMPTY_HINT = Localized(en="fill it in or remove the key", zh="请填上内容，或者删去这个键")


def _tell_unknown_key(route: Route, _: ErrorDetails, model: type[BaseModel]) -> Said:
    name = str(route[-1])
    known = keys_of(annotation_at(model, route[:-1]))
    message = Localized(en=f"unknown key `{name[:_SHOWN]}`", zh=f"未知的键 {name[:_SHOWN]}")
    hint = did_you_mean(name, known) or _other_kind(name, route, model) or _allowed_keys(known)
    return "unknown-key", Finding(message, route, hint=hint, on_key=True)


def _other_kind(name: str, route: Route, model: type[BaseModel]) -> Localized | None:
    if len(route) > 1 or model not in MODELS.values():
        return None
    owners = [kind.value for kind in MODELS if name in key_order(kind)]
    if not owners:
        return None
    listed = ", ".join(owners)
    return Localized(en=f"this key belongs to another kind: {listed}", zh=f"这个键属于其他类别：{listed}")


def _allowed_keys(known: tuple[str, ...]) -> Localized | None:
    listed = ", ".join(known)
    return Localized(en=f"known keys: {listed}", zh=f"可用的键：{listed}") if known else None


def _tell_missing(route: Route, _: ErrorDetails, model: type[BaseModel]) -> Said:
    name = str(route[-1])
    if name in TEXT_KEYS and not is_model(annotation_at(model, route[:-1])):
        return _missing_translation(route, name)
    return "missing-field", Finding(Localized(en=f"`{name}` is missing", zh=f"缺少 {name}"), route)


def _tell_no_text(route: Route, detail: ErrorDetails, model: type[BaseModel]) -> Said:
    if not isinstance(detail["input"], str):
        return _tell_wrong_type(route, detail, model)
    message = Localized(en="this text stands in one language only", zh="这段文字只有一种语言")
    hint = Localized(en="write `{en: ..., zh: ...}`", zh="请写成 {en: ..., zh: ...}")
    return "missing-translation", Finding(message, route, hint=hint)


def _missing_translation(route: Route, lang: str) -> Said:
    field = str(route[-2]) if len(route) > 1 else ""
    language = Localized(en="English", zh="英文") if lang == "en" else Localized(en="Chinese", zh="中文")
    message = Localized(
        en=f"`{field}` has no {language.en} text (`{lang}`)",
        zh=f"{field} 缺少{language.zh}文本（{lang}）",
    )
    return "missing-translation", Finding(message, route)


def _tell_unknown_value(route: Route, detail: ErrorDetails, model: type[BaseModel]) -> Said:
    value = detail["input"]
    allowed = values_of(annotation_at(model, route))
    if not isinstance(value, str):
        return _tell_wrong_type(route, detail, model)
    rule = "unknown-role" if route[-1] == "role" else "unknown-value"
    shown = value[:_SHOWN]
    message = Localized(en=f"unknown value `{shown}`", zh=f"未知的取值 {shown}")
    listed = ", ".join(allowed)
    hint = did_you_mean(value, allowed) or Localized(en=f"allowed: {listed}", zh=f"可用的取值：{listed}")
    return rule, Finding(message, route, hint=hint)


def _tell_length(route: Route, detail: ErrorDetails, _: type[BaseModel]) -> Said:
    context: Mapping[str, Any] = detail["ctx"]
    many = len(detail["input"])
    if detail["type"] == "too_long":
        limit = context["max_length"]
        message = Localized(en=f"{many} items, at most {limit} are allowed", zh=f"有 {many} 项，最多允许 {limit} 项")
        return "too-many-items", Finding(message, route)
    least = context["min_length"]
    message = Localized(en=f"{many} items, at least {least} needed", zh=f"只有 {many} 项，至少需要 {least} 项")
    return "too-few-items", Finding(message, route)


def _tell_range(route: Route, detail: ErrorDetails, _: type[BaseModel]) -> Said:
    limit = next(iter(detail["ctx"].values()))
    value = str(detail["input"])[:_SHOWN]
    shown = f"{limit:g}"
    message = {
        "greater_than": Localized(en=f"{value} must be greater than {shown}", zh=f"{value} 应当大于 {shown}"),
        "greater_than_equal": Localized(en=f"{value} must be at least {shown}", zh=f"{value} 不能小于 {shown}"),
    }.get(detail["type"], Localized(en=f"{value} must be at most {shown}", zh=f"{value} 不能大于 {shown}"))
    return "out-of-range", Finding(message, route)


def _tell_pattern(route: Route, detail: ErrorDetails, _: type[BaseModel]) -> Said:
    value = str(detail["input"])
    if detail["type"] == "string_too_long" or detail["ctx"].get("pattern") == ID_PATTERN:
        return _bad_id(route, value)
    name = next((str(part) for part in reversed(route) if isinstance(part, str)), "")
    form = _FORMS.get(name, _OTHER_FORM)
    shown = value[:_SHOWN]
    message = Localized(en=f"`{shown}` is not {form.en}", zh=f"{shown} 不是{_apart(form.zh)}")
    return "bad-format", Finding(message, route)


_LANGUAGE_FORM = Localized(en="a language code such as `en`, `zh` or `zh-TW`", zh="语言代码（如 en、zh、zh-TW）")
_OTHER_FORM = Localized(en="in the form that belongs here", zh="此处要求的格式")
_FORMS: Mapping[str, Localized] = {
    "language": _LANGUAGE_FORM,
    "lang": _LANGUAGE_FORM,
    "arxiv": Localized(
        en="an arXiv id such as `1512.03385` (no address, no `arXiv:`)",
        zh="arXiv 编号（如 1512.03385，不要写网址或 arXiv: 前缀）",
    ),
    "doi": Localized(
        en="a DOI such as `10.1109/5.726791` (no address, no `doi:`)",
        zh="DOI（如 10.1109/5.726791，不要写网址或 doi: 前缀）",
    ),
    "published": Localized(
        en="a date such as `2015`, `2015-05` or `2015-05-21`",
        zh="日期（如 2015、2015-05、2015-05-21）",
    ),
    "base_url": Localized(en="an http(s) address that ends in `/`", zh="以 / 结尾的 http(s) 网址"),
    "repository": Localized(en="an http(s) address without a final `/`", zh="结尾不带 / 的 http(s) 网址"),
}


def _bad_id(route: Route, value: str) -> Said:
    shown = value[:_SHOWN]
    message = Localized(
        en=f"`{shown}` is no id: small letters, digits and single hyphens, at most 64 characters",
        zh=f"{shown} 不是合法的 id：只用小写字母、数字和单个连字符，最多 64 个字符",
    )
    proposal = kebab(value)
    return "bad-id", Finding(message, route, hint=mean(proposal) if proposal and proposal != value else None)


def _tell_day(route: Route, detail: ErrorDetails, _: type[BaseModel]) -> Said:
    value = str(detail["input"])[:_SHOWN]
    if detail["type"] == "day_unknown":
        return "bad-date", Finding(Localized(en=f"there is no date {value}", zh=f"没有 {value} 这个日期"), route)
    message = Localized(
        en=f"`{value}` is not a date of the form 2026-11-20",
        zh=f"{value} 不是 2026-11-20 这种格式的日期",
    )
    return "bad-date", Finding(message, route)


def _tell_wrong_type(route: Route, detail: ErrorDetails, model: type[BaseModel]) -> Said:
    wanted = _wanted(annotation_at(model, route), detail["type"])
    found = _kind_of_value(detail["input"])
    message = Localized(
        en=f"{found.en} stands where {wanted.en} belongs", zh=f"这里应当是{wanted.zh}，而不是{found.zh}"
    )
    return "wrong-type", Finding(message, route)


def _apart(chinese: str) -> str:
    """A piece of a Chinese sentence, set apart where it starts with a Latin letter or a digit."""
    return f" {chinese}" if chinese[0].isascii() and chinese[0].isalnum() else chinese


def _wanted(annotation: Any, error: str) -> Localized:
    if error in _WANTED_BY_ERROR:
        return _WANTED_BY_ERROR[error]
    if values := values_of(annotation):
        listed = ", ".join(values)
        return Localized(en=f"one of these: {listed}", zh=f"其中之一（{listed}）")
    if is_list(annotation):
        return Localized(en="a list (`[a, b]`, or lines that start with `- `)", zh="列表（[a, b]，或若干行以“- ”开头）")
    keys = keys_of(annotation)
    if keys == TEXT_KEYS:
        return Localized(en="a text in both languages (`{en: ..., zh: ...}`)", zh="双语文本（{en: ..., zh: ...}）")
    if keys:
        listed = ", ".join(keys)
        return Localized(en=f"a mapping with keys ({listed})", zh=f"“键: 值”形式的内容（键：{listed}）")
    return Localized(en="a single text", zh="一段文字")


_WANTED_BY_ERROR: Mapping[str, Localized] = {
    "whole_number": Localized(en="a whole number", zh="整数"),
    "number": Localized(en="a number", zh="数字"),
    "flag": Localized(en="`true` or `false`", zh="true 或 false"),
    "int_type": Localized(en="a whole number", zh="整数"),
    "float_type": Localized(en="a number", zh="数字"),
    "bool_type": Localized(en="`true` or `false`", zh="true 或 false"),
    "date_type": Localized(en="a date of the form 2026-11-20", zh="2026-11-20 这种格式的日期"),
}


def _kind_of_value(value: Any) -> Localized:
    if isinstance(value, dict):
        return Localized(en="a mapping", zh="“键: 值”形式的内容")
    if isinstance(value, list):
        return Localized(en="a list", zh="列表")
    shown = str(value)[:_SHOWN]
    return Localized(en=f"the text `{shown}`", zh=f"文字“{shown}”")


_TELLERS: Mapping[str, Callable[[Route, ErrorDetails, type[BaseModel]], Said]] = {
    "extra_forbidden": _tell_unknown_key,
    "unexpected_keyword_argument": _tell_unknown_key,
    "missing": _tell_missing,
    "dataclass_type": _tell_no_text,
    "dataclass_exact_type": _tell_no_text,
    "enum": _tell_unknown_value,
    "literal_error": _tell_unknown_value,
    "too_long": _tell_length,
    "too_short": _tell_length,
    "greater_than": _tell_range,
    "greater_than_equal": _tell_range,
    "less_than": _tell_range,
    "less_than_equal": _tell_range,
    "string_pattern_mismatch": _tell_pattern,
    "string_too_long": _tell_pattern,
    "day_form": _tell_day,
    "day_unknown": _tell_day,
}
