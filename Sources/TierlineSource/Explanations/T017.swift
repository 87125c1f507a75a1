extension Explanations {
  static let t017 = Wording(
    #"""
    # T017: a keyword and a name run together

    Chinese is written without spaces, but a Chinese keyword needs a space, a number or
    punctuation on both sides: otherwise `当逾期天数` is one single name. Put a space
    behind the keyword.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      逾期天数: integer in >= 0
    }

    tier risk: low < high {
      rule late 当逾期天数 > 60 then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      逾期天数: integer in >= 0
    }

    tier risk: low < high {
      rule late 当 逾期天数 > 60 then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T017: 关键字和名称连在了一起

      中文不用空格分词，但关键字两边必须有空格、数字或标点，否则 `当逾期天数` 会被当成一个
      名称。请在关键字旁边加一个空格。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当逾期天数 > 60 则 高
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
