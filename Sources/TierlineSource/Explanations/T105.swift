extension Explanations {
  static let t105 = Wording(
    #"""
    # T105: an unknown level

    This isn't one of the levels of the tier, alerts block or field. The message lists
    the levels there are, lowest first. Correct the spelling, or add the level where the
    levels are declared.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < medium < high {
      rule late when overdue_days > 60 then hihg
      rule delayed when overdue_days > 0 then medium
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
      rule delayed when overdue_days > 0 then medium
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T105: 不认识的等级

      分级、预警或字段没有这个等级。提示会从低到高列出已有的等级。请改正写法，或者在声明等
      级的地方加上它。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 中 < 高 {
        规则 严重逾期 当 逾期天数 > 60 则 高级
        规则 轻微逾期 当 逾期天数 > 0 则 中
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
        规则 轻微逾期 当 逾期天数 > 0 则 中
        其余 低
      }
      ```
      """#)
}
