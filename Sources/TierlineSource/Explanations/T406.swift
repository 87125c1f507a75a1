extension Explanations {
  static let t406 = Wording(
    #"""
    # T406: a law that doesn't hold

    A law states what must be true of every customer. There is a record for which this
    one is false; the message shows it together with what the ruleset decides. Either a
    rule is wrong, or the law asks too much.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      otherwise low
    }

    law late_is_never_low: overdue_days < 30 or risk = high
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      otherwise low
    }

    law late_is_never_low: overdue_days <= 60 or risk = high
    ```
    """#,
    zh: #"""
      # T406: 准则不成立

      准则写的是对每个客户都必须成立的事。有这样一条记录使它不成立；提示会给出这条记录，以
      及规则集对它的决策。不是规则错了，就是准则要求过高。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
      }

      准则 逾期必为高风险: 逾期天数 < 30 或 风险 = 高
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
      }

      准则 逾期必为高风险: 逾期天数 <= 60 或 风险 = 高
      ```
      """#)
}
