import TierlineSource

/// The files that `tierline init` writes; the policy with keywords in the user's language.
struct Starter {
  let language: Language

  var files: [(name: String, text: String)] {
    switch language {
    case .english:
      [
        ("policy.tier", Self.englishPolicy), ("policy.test.tier", Self.englishTests),
        ("customers.ndjson", Self.customers),
      ]
    case .chinese:
      [
        ("policy.tier", Self.chinesePolicy), ("policy.test.tier", Self.chineseTests),
        ("customers.ndjson", Self.customers),
      ]
    }
  }

  private static let englishPolicy = #"""
    ruleset "My credit policy" version "1"

    ## What is known of a customer.
    input customer {
      id:             text key
      name:           text sensitive
      annual_revenue: money CNY in >= 0
      credit_score:   integer in 300..950 optional
      overdue_days:   integer in >= 0 default 0
    }

    ## Points: more is better.
    score behaviour in 0..1000 {
      start 500
      for credit_score {
        when missing   then -40 because "no external score"
        when < 550     then -80 because "low external score"
        when 550..<700 then 0
        otherwise 60
      }
      for overdue_days {
        when 0     then 40
        when <= 30 then 0
        otherwise -120 because "pays late"
      }
    }

    ## High means high risk.
    tier risk: low < medium < high {
      rule delinquent when overdue_days > 60 then high   because "{overdue_days} days overdue"
      rule weak_score when behaviour < 450   then medium because "only {behaviour} points"
      otherwise low
    }

    limit credit_limit: money CNY {
      start 15% * annual_revenue
      rule no_credit when risk = high   then set to 0 CNY and stop because "no open credit"
      rule cautious  when risk = medium then multiply by 50%       because "medium risk"
      cap at 500万 CNY
      round down to 1000 CNY
    }

    alerts warnings: blue < yellow < orange < red {
      rule payment_delay
        when overdue_days > 30
        then orange because "{overdue_days} days overdue"
        owner "credit control" within 3 days
        do "call the customer", "stop shipments"
    }

    """#

  private static let englishTests = #"""
    use "policy.tier"

    test "the edge of delinquency" {
      as of 2026-01-01
      given { id: "T1", name: "Test", annual_revenue: 2_000_000, credit_score: 720 }
      | overdue_days || risk   | credit_limit |
      | 60           || medium | 150_000      |
      | 61           || high   | 0            |
    }

    test "a late payer is called" {
      as of 2026-01-01
      given { id: "T2", name: "Test", annual_revenue: 500_000, overdue_days: 45 }
      expect risk = medium by weak_score
      expect warnings include payment_delay at orange
    }

    """#

  private static let chinesePolicy = #"""
    规则集 "我的授信政策" 版本 "1"

    ## 对客户的了解。
    输入 客户 {
      编号:       文本 主键         取自 "id"
      名称:       文本 敏感         取自 "name"
      年营业收入: 金额 CNY 属于 >= 0 取自 "annual_revenue"
      外部信用分: 整数 属于 300..950 可选 取自 "credit_score"
      逾期天数:   整数 属于 >= 0 默认 0 取自 "overdue_days"
    }

    ## 分数越高越好。
    评分 行为分 属于 0..1000 {
      起始 500
      按 外部信用分 {
        当 缺失      则 -40 理由 "没有外部信用分"
        当 < 550     则 -80 理由 "外部信用分偏低"
        当 550..<700 则 0
        其余 60
      }
      按 逾期天数 {
        当 0     则 40
        当 <= 30 则 0
        其余 -120 理由 "付款拖延"
      }
    }

    ## 高指高风险。
    分级 风险: 低 < 中 < 高 {
      规则 严重逾期 当 逾期天数 > 60 则 高 理由 "逾期 {逾期天数} 天"
      规则 分数偏低 当 行为分 < 450  则 中 理由 "仅 {行为分} 分"
      其余 低
    }

    额度 信用额度: 金额 CNY {
      起始 15% * 年营业收入
      规则 不授信 当 风险 = 高 则 设为 0 CNY 并停止 理由 "不予赊销"
      规则 谨慎   当 风险 = 中 则 乘以 50% 理由 "中风险"
      上限 500万 CNY
      向下取整到 1000 CNY
    }

    预警 风险预警: 蓝 < 黄 < 橙 < 红 {
      规则 付款延迟
        当 逾期天数 > 30
        则 橙 理由 "逾期 {逾期天数} 天"
        责任人 "信用管理" 时限 3 天
        措施 "致电客户", "暂停发货"
    }

    """#

  private static let chineseTests = #"""
    引用 "policy.tier"

    测试 "严重逾期的边界" {
      截至 2026-01-01
      假设 { 编号: "T1", 名称: "测试", 年营业收入: 2_000_000, 外部信用分: 720 }
      | 逾期天数 || 风险 | 信用额度 |
      | 60       || 中   | 150_000  |
      | 61       || 高   | 0        |
    }

    测试 "拖延付款要致电" {
      截至 2026-01-01
      假设 { 编号: "T2", 名称: "测试", 年营业收入: 500_000, 逾期天数: 45 }
      期望 风险 = 中 依据 分数偏低
      期望 风险预警 包括 付款延迟 于 橙
    }

    """#

  private static let customers = #"""
    {"id":"C1","name":"Harbour Trading","annual_revenue":8200000,"credit_score":731,"overdue_days":0}
    {"id":"C2","name":"北辰机械","annual_revenue":1250000.50,"overdue_days":44}
    {"id":"C3","name":"Delta Foods","annual_revenue":640000,"credit_score":512,"overdue_days":75}

    """#
}
