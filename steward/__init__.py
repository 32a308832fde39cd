"""Who decides: the stewards' web application; its pages come with a later release."""
