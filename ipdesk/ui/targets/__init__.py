"""目标任务: the duties of the policies that pay nothing."""
