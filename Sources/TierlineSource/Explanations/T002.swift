extension Explanations {
  static let t002 = Wording(
    #"""
    # T002: an invisible control character

    Zero-width, bidirectional and other control characters can't be seen, and can make a
    rule read differently from what it does. They are allowed inside text only. Delete
    the character; it usually came with a copy from a web page or a chat. In the example
    a zero-width space hides after `overdue_days`.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days\#u{200B} > 60 then high
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
      # T002: 看不见的控制字符

      零宽字符、双向文字控制符之类看不见，却能让规则读起来和实际不一样，所以只许出现在文本
      里。请把它删掉；它多半是从网页或聊天里复制时带进来的。例子里 `逾期天数` 后面藏着一个
      零宽空格。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数\#u{200B} > 60 则 高
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
