extension Explanations {
  static let t005 = Wording(
    #"""
    # T005: an unknown escape

    In a text a backslash gives the next character a meaning: `\"`, `\\`, `\n` (new
    line), `\t` (tab), `\{` (a brace that is only a brace) and `\u{4E2D}` (a character
    by its number). No other escape exists. For a backslash itself write two.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      region: text
    }

    tier risk: low < high {
      rule other when region = "SOUTH\WEST" then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      region: text
    }

    tier risk: low < high {
      rule other when region = "SOUTH\\WEST" then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T005: 不认识的转义

      文本里的反斜杠会赋予后面的字符特殊含义：`\"`、`\\`、`\n`（换行）、`\t`（制表符）、
      `\{`（普通的花括号）和 `\u{4E2D}`（按编号写字符）。此外没有别的转义。要写反斜杠本
      身，请写两个。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        地域: 文本
      }

      分级 风险: 低 < 高 {
        规则 其他 当 地域 = "华南\华西" 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        地域: 文本
      }

      分级 风险: 低 < 高 {
        规则 其他 当 地域 = "华南\\华西" 则 高
        其余 低
      }
      ```
      """#)
}
