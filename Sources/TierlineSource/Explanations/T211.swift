extension Explanations {
  static let t211 = Wording(
    #"""
    # T211: the type can't be told

    `missing` and an empty list fit every type, so nothing here says which one is meant.
    State it: `let name: TYPE = …`.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer { id: text key }

    let not_rated = missing

    result external_rating: integer optional = not_rated
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer { id: text key }

    let not_rated: integer = missing

    result external_rating: integer optional = not_rated
    ```
    """#,
    zh: #"""
      # T211: 看不出类型

      `缺失` 和空列表什么类型都可以，这里看不出要的是哪一种。请写明：
      `定义 名称: 类型 = …`。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 { 编号: 文本 主键 }

      定义 未评级 = 缺失

      结果 外部评级: 整数 可选 = 未评级
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 { 编号: 文本 主键 }

      定义 未评级: 整数 = 缺失

      结果 外部评级: 整数 可选 = 未评级
      ```
      """#)
}
