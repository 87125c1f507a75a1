extension Explanations {
  static let t214 = Wording(
    #"""
    # T214: a sensitive field would be written out

    A field marked `sensitive` never leaves the ruleset: not in a trace, a report or a
    result. Rules may look at it, but a decision can't hand it out. Write out the
    customer's key instead, or remove `sensitive` if it isn't.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      name: text sensitive
      region: text
    }

    result letter_to = name
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      name: text sensitive
      region: text
    }

    result letter_to = region
    ```
    """#,
    zh: #"""
      # T214: 敏感字段会被输出

      标了 `敏感` 的字段绝不外传：不进轨迹，不进报告，也不进结果。规则可以看它，决策不能把
      它交出去。请改为输出客户编号之类的字段；如果它并不敏感，就去掉 `敏感`。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        姓名: 文本 敏感
        地域: 文本
      }

      结果 通知对象 = 姓名
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        姓名: 文本 敏感
        地域: 文本
      }

      结果 通知对象 = 地域
      ```
      """#)
}
