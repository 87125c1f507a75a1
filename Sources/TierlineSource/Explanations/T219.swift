extension Explanations {
  static let t219 = Wording(
    #"""
    # T219: a constant that can't be calculated

    Everything in this calculation is known already, and its result doesn't exist: it
    divides by zero, needs more than 38 digits, or leaves the calendar. No record could
    change that. Correct the calculation.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_rate: number in 0..1
    }

    tier risk: low < high {
      rule late when overdue_rate > 5 / 0 then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_rate: number in 0..1
    }

    tier risk: low < high {
      rule late when overdue_rate > 5 / 100 then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T219: 常数算不出来

      这个算式里的每个数都是已知的，结果却不存在：除数为零、超过 38 位，或者超出了日历的范
      围。换什么记录都一样。请改正算式。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期率: 数值 属于 0..1
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期率 > 5 / 0 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期率: 数值 属于 0..1
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期率 > 5 / 100 则 高
        其余 低
      }
      ```
      """#)
}
