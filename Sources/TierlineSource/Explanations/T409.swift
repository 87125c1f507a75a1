extension Explanations {
  static let t409 = Wording(
    #"""
    # T409: a rule that always matches

    Every record meets this condition, so it decides nothing. Where the first match counts, no
    rule, band or row behind it is ever reached; in a limit, a score or alerts it does for every
    customer what a plain step or the start would do. A last row that takes whatever is left is
    fine.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < medium < high {
      rule late when overdue_days >= 0 then high
      rule delayed when overdue_days > 30 then medium
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

    tier risk: low < medium < high {
      rule late when overdue_days >= 60 then high
      rule delayed when overdue_days > 30 then medium
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T409: 总是命中的规则

      每个客户都满足这个条件，所以它什么也没有区分。在取首个命中的块里，它后面的规则、段、行永远
      轮不到；在额度、评分、预警里，它对每个客户都做同样的事，不如写成普通步骤或起始值。最后一行
      接住其余所有情况是正常写法。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 中 < 高 {
        规则 严重逾期 当 逾期天数 >= 0 则 高
        规则 轻微逾期 当 逾期天数 > 30 则 中
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

      分级 风险: 低 < 中 < 高 {
        规则 严重逾期 当 逾期天数 >= 60 则 高
        规则 轻微逾期 当 逾期天数 > 30 则 中
        其余 低
      }
      ```
      """#)
}
