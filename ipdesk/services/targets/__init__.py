"""目标任务 at work: what is reported, kept, done, closed and handed on."""
