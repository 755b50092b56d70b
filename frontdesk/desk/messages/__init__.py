"""What goes to customers and comes from them: when a message is due, what dies with a change, how it goes, what came back."""
