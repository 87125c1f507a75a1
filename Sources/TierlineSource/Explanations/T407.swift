extension Explanations {
  static let t407 = Wording(
    #"""
    # T407: a law that could be neither proved nor refuted

    No record was found that breaks the law, but it couldn't be proved for all of them
    either; products and powers of fields are the usual cause. The warning fails only
    `--strict`. State the law of something simpler, such as a tier or a bounded amount,
    or narrow it with `where`.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      loss_rate: number in 0..1
      recovery: number in 0..1
    }

    result expected_loss = power(loss_rate, 3) * (1 - power(recovery, 5))

    law recovery_helps: expected_loss never rises as recovery rises
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      loss_rate: number in 0..1
    }

    tier risk: low < high {
      rule risky when loss_rate > 50% then high
      otherwise low
    }

    law losses_never_help: risk never falls as loss_rate rises
    ```
    """#,
    zh: #"""
      # T407: 准则既没能证明，也没能推翻

      没有找到违反准则的记录，却也没能证明它对所有记录都成立；通常是因为字段相乘或乘方。这
      个警告只在 `--strict` 下才算失败。请改为对更简单的东西立准则，例如分级或有上限的金
      额，或者用 `其中` 缩小范围。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        损失率: 数值 属于 0..1
        回收率: 数值 属于 0..1
      }

      结果 预期损失 = 乘方(损失率, 3) * (1 - 乘方(回收率, 5))

      准则 回收有益: 预期损失 不升 随 回收率 升
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        损失率: 数值 属于 0..1
      }

      分级 风险: 低 < 高 {
        规则 损失大 当 损失率 > 50% 则 高
        其余 低
      }

      准则 损失无益: 风险 不降 随 损失率 升
      ```
      """#)
}
