"""How people call the groups the policy names: whoever looks for 独居老人 shall find what is bought for 孤寡空巢老人."""

from __future__ import annotations

from bailu.planning.enums import Population

EVERYDAY: dict[str, tuple[str, ...]] = {
    Population.POP01: ("青少年", "少年", "未成年"),
    Population.POP02: ("孤儿", "寄养"),
    Population.POP03: ("社区矫正", "服刑", "矫正"),
    Population.POP04: ("刑满", "刑释", "安置帮教"),
    Population.POP05: ("单亲",),
    Population.POP06: ("失独",),
    Population.POP07: ("残疾", "残障"),
    Population.POP08: ("独居", "空巢", "孤寡", "老人", "老年"),
}


def groups(text: str) -> list[str]:
    """The codes of the groups a question means, by the policy's name or by an everyday one."""
    asked = text.strip().lower()
    named = [code for code, label in Population.choices if len(asked) > 1 and asked in str(label).lower()]
    return list(dict.fromkeys([*named, *(code for code, words in EVERYDAY.items() if any(word in asked for word in words))]))
