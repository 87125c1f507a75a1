extension Explanations {
  static let t402 = Wording(
    #"""
    # T402: a gap

    Some value reaches the end of the bands or rows without meeting any of them. The
    message gives one such value. Widen a neighbour (often `<` should be `<=`), or end
    with `otherwise`.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      credit_score: integer in 300..950
    }

    score behaviour {
      start 500
      for credit_score {
        when < 550 then -80
        when > 550 then 60
      }
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      credit_score: integer in 300..950
    }

    score behaviour {
      start 500
      for credit_score {
        when < 550  then -80
        when >= 550 then 60
      }
    }
    ```
    """#,
    zh: #"""
      # T402: 有空档

      有的值走到最后也没有碰上任何一段或一行。提示会举出这样一个值。请放宽相邻的一段（常常
      是 `<` 应写成 `<=`），或者在末尾加上 `其余`。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        信用分: 整数 属于 300..950
      }

      评分 行为分 {
        起始 500
        按 信用分 {
          当 < 550 则 -80
          当 > 550 则 60
        }
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        信用分: 整数 属于 300..950
      }

      评分 行为分 {
        起始 500
        按 信用分 {
          当 < 550 则 -80
          当 ≥ 550 则 60
        }
      }
      ```
      """#)
}
