"""One line on each command, so that the help of the program needs no command to be loaded."""

from dlcatalog.lang import Localized

SUMMARIES: dict[str, Localized] = {
    "check": Localized(en="find faults in the catalog", zh="检查目录数据，报告问题"),
    "build": Localized(en="build the website", zh="生成网站"),
    "serve": Localized(
        en="serve the website on this machine and rebuild on changes", zh="在本机预览网站，改动后自动更新"
    ),
    "export": Localized(en="write the catalog in another format", zh="把目录导出为其他格式"),
    "schema": Localized(en="print the JSON Schema of a kind of file", zh="输出某类文件的 JSON Schema"),
    "init": Localized(en="start a new, small, valid catalog", zh="新建一个小而完整的目录"),
    "new": Localized(en="start a new entry", zh="新建一个条目"),
    "fix": Localized(en="repair what can be repaired without a decision", zh="自动修复不需要判断的问题"),
    "stats": Localized(en="count what the catalog holds", zh="统计目录内容"),
    "links": Localized(en="check, repair and remember the catalog's links", zh="检查、修复并记录目录中的链接"),
    "completion": Localized(en="print a completion script for a shell", zh="输出命令行补全脚本"),
}
