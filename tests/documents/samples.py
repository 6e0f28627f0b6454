"""One purchase on paper: 温馨夕阳暖空巢, with every fact a document can hold."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bailu.documents import schemas

SHANGHAI = ZoneInfo("Asia/Shanghai")
EVIL = "#evil[x] $y$ *b* & < {{ 7*7 }}"

PURCHASER: schemas.Party = {
    "name": "厦门市民政局",
    "credit_code": "11350200004136456M",
    "address": "厦门市思明区湖滨北路（假定地址）",
    "representative": "局长",
    "contact": "社会工作处",
    "phone": "0592-0000000",
}
PROVIDER: schemas.Party = {
    "name": "厦门市“温馨夕阳”咨询服务中心",
    "credit_code": "52350200000000000X",
    "address": "厦门市思明区前埔南社区",
    "representative": "中心主任",
    "contact": "项目主管",
    "phone": "0592-1111111",
    "bank": "厦门银行前埔支行",
    "account": "8012 0000 0000 0001",
}
AGENCY: schemas.Party = {"name": "厦门市公物采购招投标有限公司", "address": "厦门市思明区", "phone": "0592-2222222"}
OTHERS = ("厦门市霞光社会工作服务中心", "厦门市思明区同心缘社会服务中心", "厦门市湖里区爱邻社会工作服务中心")

COMMON: schemas.Common = {
    "project_no": "P-2015-0001",
    "project_title": "温馨夕阳暖空巢",
    "purchaser": PURCHASER,
    "clauses": [
        {
            "id": "PL2014:35",
            "title": "《中华人民共和国政府采购法》第三十五条",
            "text": "自招标文件开始发出之日起至截止之日止不得少于二十日",
        },
        {"id": "XM2015:3.4", "title": "厦府办〔2015〕3号三（四）"},
    ],
}

TARGETS: list[schemas.TargetRow] = [
    {"kind": "数量", "measure": "个案服务", "goal": 40, "unit": "例", "base": 0, "evidence": "个案记录"},
    {"kind": "数量", "measure": "小组活动", "goal": 12, "unit": "个", "evidence": "小组记录"},
    {"kind": "规模", "measure": "服务空巢老人", "goal": 300, "unit": "人", "base": 312},
    {"kind": "质量", "measure": "服务对象满意度", "goal": Decimal("90.0"), "unit": "%"},
    {"kind": "效果", "measure": "孤独感量表平均分下降", "goal": 5, "unit": "分", "base": Decimal("48.5"), "evidence": "前后测"},
]
WEIGHTS: list[schemas.WeightRow] = [
    {"item": "项目方案", "points": 40, "standard": "需求分析、目标、方法、进度，分四档评分"},
    {"item": "团队与督导", "points": 30, "standard": "持证社会工作者人数、督导安排"},
    {"item": "同类项目履约", "points": 20},
    {"item": "报价", "points": 10, "standard": "最低报价/本报价×10"},
]
RANKING: list[schemas.RankRow] = [
    {
        "rank": 1,
        "bidder": PROVIDER["name"],
        "price": Decimal("508000.00"),
        "technical": Decimal("84.20"),
        "price_score": Decimal("9.65"),
        "total": Decimal("93.85"),
    },
    {
        "rank": 2,
        "bidder": OTHERS[0],
        "price": Decimal("490000.00"),
        "technical": Decimal("79.60"),
        "price_score": Decimal("10.00"),
        "total": Decimal("89.60"),
    },
    {
        "rank": 3,
        "bidder": OTHERS[1],
        "price": Decimal("515000.00"),
        "technical": Decimal("71.20"),
        "price_score": Decimal("9.51"),
        "total": Decimal("80.71"),
    },
]
EXPERTS = ("专家甲", "专家乙", "专家丙", "专家丁", "代表戊")


def at(month: int, day: int, hour: int = 9, minute: int = 0, *, year: int = 2015) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def procurement_notice() -> schemas.ProcurementNotice:
    return {
        **COMMON,
        "method": "公开招标",
        "budget": Decimal("508000"),
        "ceiling": Decimal("508000"),
        "agency": AGENCY,
        "funding": "市级财政预算资金",
        "population": "孤寡空巢老人",
        "field": "社区建设",
        "service_place": "思明区莲前街道前埔南社区",
        "service_term": "自合同签订之日起十二个月",
        "demand": "为前埔南社区三百名独居空巢老人提供陪伴、健康提醒与邻里互助网络服务。\n服务以个案、小组和社区活动三种方式开展，每月报送服务记录。",
        "supplier_conditions": [
            "具有独立承担民事责任的能力；",
            "具有良好的商业信誉和健全的财务会计制度；",
            "有三名以上登记的社会工作者，并能提供督导；",
            "参加政府采购活动前三年内没有重大违法记录。",
        ],
        "targets": TARGETS,
        "weights": WEIGHTS,
        "document_from": date(2015, 3, 3),
        "document_until": date(2015, 3, 10),
        "document_place": "厦门市政府采购网免费下载",
        "document_price": Decimal("0"),
        "deadline": at(3, 24, 9, 30),
        "opening_place": "厦门市公共资源交易中心三楼开标室",
        "enquiry_until": date(2015, 3, 13),
        "notice_days": 5,
        "published_on": date(2015, 3, 3),
        "assumed": ["deadline", "opening_place", "targets", "agency.phone"],
    }


def opening_minutes() -> schemas.OpeningMinutes:
    names = (PROVIDER["name"], *OTHERS)
    prices = (508000, 490000, 515000, 499800)
    return {
        **COMMON,
        "method": "公开招标",
        "deadline": at(3, 24, 9, 30),
        "opened_at": at(3, 24, 9, 30),
        "ended_at": at(3, 24, 10, 5),
        "place": "厦门市公共资源交易中心三楼开标室",
        "openers": ["采购专员", "监督代表"],
        "host": "采购专员",
        "recorder": "采购助理",
        "supervisor": "市财政局代表",
        "ceiling": Decimal("508000"),
        "bids": [
            {"bidder": name, "received_at": at(3, 24, 8, 10 + i), "price": Decimal(price), "term": "十二个月"}
            for i, (name, price) in enumerate(zip(names, prices, strict=True))
        ],
        "late": [{"bidder": "厦门市某社会工作事务所", "arrived_at": at(3, 24, 9, 31)}],
        "notes": "各供应商代表对开标过程无异议。",
        "assumed": ["bids"],
    }


def review_report() -> schemas.ReviewReport:
    names = (PROVIDER["name"], *OTHERS)
    return {
        **COMMON,
        "method": "公开招标",
        "reviewed_on": date(2015, 3, 24),
        "published_on": date(2015, 3, 3),
        "drawn_on": date(2015, 3, 23),
        "place": "厦门市公共资源交易中心评标室",
        "budget": Decimal("508000"),
        "ceiling": Decimal("508000"),
        "committee": [
            {
                "name": name,
                "capacity": "采购人代表" if name == "代表戊" else "评审专家",
                "organisation": "厦门大学社会工作系",
                "stated_at": at(3, 24, 10, 10),
            }
            for name in EXPERTS
        ],
        "avoided": [{"name": "专家己", "reason": "两年前曾在供应商任职（三年内存在劳动关系）"}],
        "qualification": [
            {"bidder": name, "passed": name != OTHERS[2], "reason": "未提供登记证书" if name == OTHERS[2] else "六项条件齐备"}
            for name in names
        ],
        "clarifications": "无。",
        "score_items": WEIGHTS,
        "scores": [
            {"bidder": name, "expert": expert, "points": Decimal(82 - 5 * i + j) + Decimal("0.2")}
            for i, name in enumerate(names[:3])
            for j, expert in enumerate(EXPERTS)
        ],
        "price_formula": "价格分＝最低评审价÷本供应商评审价×10",
        "ranking": RANKING,
        "recommendation": f"评审委员会推荐{PROVIDER['name']}为第一中标候选人。",
        "dissent": [{"expert": "专家丁", "opinion": "认为第二名的督导安排更好，评分应再拉近。"}],
    }


def award_notice() -> schemas.AwardNotice:
    return {
        **COMMON,
        "method": "公开招标",
        "award_word": "中标",
        "winner": PROVIDER,
        "amount": Decimal("508000.00"),
        "awarded_on": date(2015, 3, 30),
        "decided_on": date(2015, 3, 30),
        "published_on": date(2015, 3, 31),
        "procurement_published_on": date(2015, 3, 3),
        "experts": list(EXPERTS),
        "agency": AGENCY,
        "subject": "为前埔南社区三百名独居空巢老人提供社会工作服务，服务要求见采购文件。",
        "service_term": "十二个月",
        "reason": "综合得分排名第一",
        "ranking": RANKING,
        "notice_days": 1,
        "sign_until": date(2015, 4, 30),
        "challenge_until": date(2015, 4, 14),
        "assumed": ["challenge_until"],
    }


def contract() -> schemas.Contract:
    return {
        **COMMON,
        "contract_no": "P-2015-0001-HT01",
        "method": "公开招标",
        "award_notice_no": "P-2015-0001-ZB01",
        "provider": PROVIDER,
        "amount": Decimal("508000.00"),
        "scope": "乙方在前埔南社区为三百名独居空巢老人提供陪伴、健康提醒、邻里互助网络服务。\n服务不得转包；分包须经甲方书面同意。",
        "quantity": "服务数量以绩效目标表为准。",
        "quality": "服务过程符合约定的服务标准，服务对象满意度不低于百分之九十。",
        "term": "服务期十二个月。",
        "payment": "合同款项分三期支付，甲方在支付条件成就、收到票据之后支付。",
        "breach": "一方违约的，应当承担继续履行、采取补救措施或者赔偿损失等责任。\n服务记录虚假的，甲方有权解除合同并追回相应款项。",
        "evaluation": "甲方、服务对象和第三方共同评估，中期、末期各一次，评估费用由甲方另行承担。",
        "confidentiality": "乙方对服务对象的个人信息保密，合同终止后仍然有效。",
        "disputes": "争议由双方协商解决；协商不成的，向甲方所在地人民法院起诉。",
        "starts_on": date(2015, 4, 15),
        "ends_on": date(2016, 4, 14),
        "milestones": [
            {"name": "启动", "due_on": date(2015, 4, 15), "what": "人员到位，公布服务计划"},
            {"name": "中期评估", "due_on": date(2015, 10, 14)},
            {"name": "末期评估", "due_on": date(2016, 3, 15)},
        ],
        "instalments": [
            {"no": 1, "name": "首付款", "share": 50, "amount": Decimal("254000.00"), "condition": "合同签订并备案"},
            {"no": 2, "name": "中期款", "share": 30, "amount": Decimal("152400.00"), "condition": "中期评估合格以上"},
            {
                "no": 3,
                "name": "尾款",
                "share": 20,
                "amount": Decimal("101600.00"),
                "condition": "末期评估合格以上且验收合格",
                "due_on": date(2016, 5, 13),
            },
        ],
        "targets": TARGETS,
        "staff": [{"name": "社工一", "post": "项目主管", "certificate": "社会工作师", "share": 100}],
        "standards": ["厦门市社会工作服务过程标准（2015年版）"],
        "signed_on": date(2015, 4, 2),
        "signed_place": "厦门市",
        "assumed": ["staff", "signed_place"],
    }


def evaluation_report() -> schemas.EvaluationReport:
    return {
        **COMMON,
        "phase": "中期",
        "contract_no": "P-2015-0001-HT01",
        "provider": PROVIDER,
        "evaluator": {"name": "厦门市社会工作评估中心"},
        "amount": Decimal("508000"),
        "period_from": date(2015, 4, 15),
        "period_until": date(2015, 10, 14),
        "visited_on": date(2015, 10, 20),
        "evaluators": [{"name": "评估员甲", "capacity": "第三方评估人员", "organisation": "厦门市社会工作评估中心"}],
        "approach": "查阅服务记录，随机抽取个案十份，访谈服务对象，发放问卷。",
        "targets_done": [{"measure": "个案服务", "goal": 40, "done": 22, "unit": "例", "rate": Decimal("55.0")}],
        "parties": [
            {"party": "第三方", "weight": 60, "score": Decimal("86.5"), "weighted": Decimal("51.90"), "basis": "指标评分"},
            {"party": "购买方", "weight": 20, "score": 87, "weighted": Decimal("17.40"), "basis": "购买方评价表"},
            {"party": "服务对象", "weight": 20, "score": Decimal("88.5"), "weighted": Decimal("17.70"), "basis": "62份问卷"},
        ],
        "indicators": [
            {"aspect": "专业服务", "indicator": "需求评估与计划质量", "points": 50, "score": Decimal("43.5")},
            {"aspect": "服务成效", "indicator": "产出完成率", "points": 20, "score": 18},
            {"aspect": "服务管理", "indicator": "制度与档案", "points": 30, "score": 25, "remark": "两份档案缺签名"},
        ],
        "total": Decimal("87.00"),
        "grade": "良好",
        "strengths": "邻里互助网络已经覆盖五个楼组。",
        "findings": [{"finding": "两份个案档案缺服务对象签名", "advice": "补签", "due_on": date(2015, 11, 16), "reply": "已补签"}],
        "provider_reply": "同意评估意见。",
        "provider_replied_on": date(2015, 10, 28),
        "conclusion": "中期评估良好，第二期款项的支付条件成就。",
        "issued_on": date(2015, 11, 2),
    }


def payment_claim() -> schemas.PaymentClaim:
    return {
        **COMMON,
        "contract_no": "P-2015-0001-HT01",
        "provider": PROVIDER,
        "contract_amount": Decimal("508000"),
        "instalment_no": 2,
        "instalment_name": "中期款",
        "share": 30,
        "instalment_amount": Decimal("152400"),
        "amount": Decimal("152400"),
        "condition": "中期评估合格以上",
        "condition_met": "中期评估报告已经印发，得分87分，等级良好。",
        "evaluation_phase": "中期",
        "evaluation_total": 87,
        "evaluation_grade": "良好",
        "paid_before": Decimal("254000"),
        "left_after": Decimal("101600"),
        "budget_line": "2015-MZ-0017 政府购买社会工作服务",
        "invoice_no": "00012345",
        "applied_on": date(2015, 11, 4),
        "approvals": [
            {"capacity": "采购人审核", "name": "处室负责人", "opinion": "条件成就，同意支付", "on": date(2015, 11, 5)},
            {"capacity": "财政部门核准", "name": "财政专员", "opinion": "同意", "on": date(2015, 11, 6)},
        ],
        "paid_on": date(2015, 11, 9),
        "payment_reference": "ZF-2015-0002",
    }


def acceptance_certificate() -> schemas.AcceptanceCertificate:
    return {
        **COMMON,
        "contract_no": "P-2015-0001-HT01",
        "provider": PROVIDER,
        "amount": Decimal("508000"),
        "starts_on": date(2015, 4, 15),
        "ends_on": date(2016, 4, 14),
        "accepted_on": date(2016, 4, 20),
        "place": "前埔南社区居委会",
        "passed": True,
        "group": [
            {"name": "处室负责人", "capacity": "购买方代表", "organisation": "厦门市民政局"},
            {"name": "专家甲", "capacity": "专家", "organisation": "厦门大学"},
        ],
        "standards": [
            {"kind": "服务", "standard": "个案服务", "required": "40例", "actual": "43例", "passed": True},
            {"kind": "技术", "standard": "记录完整", "required": "每次服务有记录", "actual": "抽查十份均完整", "passed": True},
            {"kind": "安全", "standard": "活动安全", "required": "无安全事故", "actual": "无", "passed": True},
        ],
        "users": [
            {"who": "服务对象代表一", "opinion": "社工常来，心里踏实。", "on": date(2016, 4, 18)},
            {"who": "服务对象代表二", "opinion": "希望明年还有。"},
        ],
        "targets_done": [{"measure": "个案服务", "goal": 40, "done": 43, "unit": "例", "rate": Decimal("107.5")}],
        "evaluations": ["中期评估87分，良好", "末期评估91分，优秀"],
        "conclusion": "各项标准均已达到，验收合格。",
        "paid_total": Decimal("508000"),
        "left_over": Decimal("0"),
    }


ALL: dict[str, Any] = {
    make.__name__: make
    for make in (
        procurement_notice,
        opening_minutes,
        review_report,
        award_notice,
        contract,
        evaluation_report,
        payment_claim,
        acceptance_certificate,
    )
}
