extension Explanations {
  static let t003 = Wording(
    #"""
    # T003: a character that means nothing here

    Outside text and comments, Tierline knows letters, digits and a few signs. This
    character is none of them. Lines need no mark at their end, so a `;` from another
    language is simply left out.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high;
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
      rule late when overdue_days > 60 then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T003: 这里没有意义的字符

      在文本和注释之外，Tierline 只认文字、数字和少数几个符号，这个字符不在其中。行末不需
      要任何标点，句号、分号直接删掉即可。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高；
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
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
      }
      ```
      """#)
}
