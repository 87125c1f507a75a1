extension Explanations {
  static let t411 = Wording(
    #"""
    # T411: a level that nothing gives

    No rule, band, row, `otherwise` or `if unknown` ever gives this level, so whoever waits for
    it waits in vain. Give it somewhere, or take it out. Levels of alerts may stay unused, and
    so may those that a field, a list, a parameter or the previous snapshot can bring.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < medium < high {
      rule late when overdue_days > 60 then high
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
      # T411: 没有给出的等级

      没有任何规则、段、行、「其余」或「若未知」给出这个等级，等它的人永远等不到。请在某处给出它，
      或者把它删掉。预警的等级可以不用全；字段、名单、参数或上期快照可能带来的等级也不在此列。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 中 < 高 {
        规则 严重逾期 当 逾期天数 > 60 则 高
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
