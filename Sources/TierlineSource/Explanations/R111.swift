extension Explanations {
  static let r111 = Wording(
    #"""
    # R111: a customer twice in the previous snapshot

    `--previous` looks up what was known and decided of each customer last time, by key.
    This key is there twice, so nobody can say what "last time" means. Usually two runs
    were joined into one file: keep the later one.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      credit_score: integer in 300..950
    }

    result score_fell = credit_score < previous.credit_score default 300
    ```

    ```json
    { "id": "C1", "credit_score": 610 }
    ```

    ```previous
    { "id": "C1", "credit_score": 640 }
    { "id": "C1", "credit_score": 655 }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      credit_score: integer in 300..950
    }

    result score_fell = credit_score < previous.credit_score default 300
    ```

    ```json
    { "id": "C1", "credit_score": 610 }
    ```

    ```previous
    { "id": "C1", "credit_score": 655 }
    ```
    """#,
    zh: #"""
      # R111: 上期快照里客户重复

      `--previous` 按主键查找每个客户上一次的数据和决策。这个主键出现了两次，就说不清“上一
      次”是哪一次。多半是两次运行的结果并进了一个文件：请留下后一次的。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        信用分: 整数 属于 300..950
      }

      结果 分数下降 = 信用分 < 上期.信用分 默认 300
      ```

      ```json
      { "编号": "C1", "信用分": 610 }
      ```

      ```previous
      { "编号": "C1", "信用分": 640 }
      { "编号": "C1", "信用分": 655 }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        信用分: 整数 属于 300..950
      }

      结果 分数下降 = 信用分 < 上期.信用分 默认 300
      ```

      ```json
      { "编号": "C1", "信用分": 610 }
      ```

      ```previous
      { "编号": "C1", "信用分": 655 }
      ```
      """#)
}
