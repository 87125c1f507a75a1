extension Explanations {
  static let t405 = Wording(
    #"""
    # T405: a repeated rule

    An earlier rule, band or row asks exactly the same, so this one can never decide
    anything. It's usually a copy whose value was to be changed. Change it or remove it.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < medium < high {
      rule late when overdue_days > 60 then high
      rule delayed when overdue_days > 60 then medium
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
      rule late when overdue_days > 60 then high
      rule delayed when overdue_days > 30 then medium
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T405: 重复的规则

      前面已有一条规则、一段或一行问的完全一样，这一条永远轮不到它决定。多半是复制之后忘了
      改数。请改掉或删掉。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 中 < 高 {
        规则 严重逾期 当 逾期天数 > 60 则 高
        规则 轻微逾期 当 逾期天数 > 60 则 中
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
        规则 严重逾期 当 逾期天数 > 60 则 高
        规则 轻微逾期 当 逾期天数 > 30 则 中
        其余 低
      }
      ```
      """#)
}
