extension Explanations {
  static let t004 = Wording(
    #"""
    # T004: a text that isn't closed

    A text ends on the line where it begins, so a forgotten quotation mark spoils one
    line only. Close it with `"`. For a line break inside the text write `\n`. A name in
    backticks must be closed likewise.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high because "more than 60 days late
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high because "more than 60 days late"
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T004: 文本没有收尾

      文本必须在开头的那一行结束，这样漏掉一个引号只会影响一行。请补上 `"`。文本里要换行就
      写 `\n`。用反引号括起来的名称也一样要收尾。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高 理由 "逾期超过 60 天
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高 理由 "逾期超过 60 天"
        其余 低
      }
      ```
      """#)
}
