"""ipdesk（知识产权奖补工作台）: the offline desk of a county bureau's award policy."""

__version__ = "0.1.0"
