extension Explanations {
  static let t015 = Wording(
    #"""
    # T015: this value needs parentheses

    The value of a step, an outcome or a cell ends before `and`, `or`, `not` and
    comparisons, so that it's always clear where the value stops and the next clause
    begins. Put a looser expression in parentheses.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      insured: boolean
      guaranteed: boolean
    }

    table open_account(insured): boolean {
      | yes || yes |
      | no  || guaranteed and not insured |
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      insured: boolean
      guaranteed: boolean
    }

    table open_account(insured): boolean {
      | yes || yes |
      | no  || (guaranteed and not insured) |
    }
    ```
    """#,
    zh: #"""
      # T015: 这个值要加括号

      步骤、结论、单元格里的值，写到 `且`、`或`、`非` 和比较之前为止，这样值在哪里结束、下
      一个子句从哪里开始，总是清清楚楚。更松的式子请加括号。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        已投保: 布尔
        有保证: 布尔
      }

      决策表 可赊销(已投保): 布尔 {
        | 是 || 是 |
        | 否 || 有保证 且 非 已投保 |
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        已投保: 布尔
        有保证: 布尔
      }

      决策表 可赊销(已投保): 布尔 {
        | 是 || 是 |
        | 否 || (有保证 且 非 已投保) |
      }
      ```
      """#)
}
