extension Explanations {
  static let t403 = Wording(
    #"""
    # T403: two rules can both match

    `take only` promises that at most one rule matches. These two can match the same
    customer and give different levels; the message shows such a customer. Make the
    conditions exclude each other, or let the order decide with `take first`.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < medium < high {
      take only
      rule late when overdue_days > 60 then high
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
      take only
      rule late when overdue_days > 60 then high
      rule delayed when overdue_days in 31..60 then medium
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T403: 两条规则可能同时符合

      `取唯一` 承诺至多一条规则符合。而这两条可能对同一个客户都符合，给出的等级又不同；提
      示会举出这样一个客户。请把条件写得互不重叠，或者改用 `取首个`，由先后次序决定。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 中 < 高 {
        取唯一
        规则 严重逾期 当 逾期天数 > 60 则 高
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
        取唯一
        规则 严重逾期 当 逾期天数 > 60 则 高
        规则 轻微逾期 当 逾期天数 属于 31..60 则 中
        其余 低
      }
      ```
      """#)
}
