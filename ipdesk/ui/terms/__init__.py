"""口径 and 条款状态: deciding them after their impact was seen; used by 政策 and by 设置."""
