extension Explanations {
  static let t305 = Wording(
    #"""
    # T305: a default that settles a comparison needs parentheses

    `default` binds more tightly than a comparison, so `credit_score > 700 default no`
    reads as `credit_score > (700 default no)`: a default for 700, which is never
    missing. Put the whole comparison in parentheses, or give the field itself the
    default.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      credit_score: integer in 300..950 optional
    }

    tier risk: low < high {
      rule weak when credit_score < 550 default yes then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      credit_score: integer in 300..950 optional
    }

    tier risk: low < high {
      rule weak when (credit_score < 550) default yes then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T305: 给比较结果的默认值要加括号

      `默认` 比比较结合得更紧，所以 `信用分 > 700 默认 否` 会读成
      `信用分 > (700 默认 否)`：给 700 设默认值，而 700 从不缺失。请把整个比较放进括号，或
      者直接给字段设默认值。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        信用分: 整数 属于 300..950 可选
      }

      分级 风险: 低 < 高 {
        规则 信用弱 当 信用分 < 550 默认 是 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        信用分: 整数 属于 300..950 可选
      }

      分级 风险: 低 < 高 {
        规则 信用弱 当 (信用分 < 550) 默认 是 则 高
        其余 低
      }
      ```
      """#)
}
