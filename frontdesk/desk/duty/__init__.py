"""What one shift of the desk leaves to the next: calls to make, a handover, the day on paper, demand that was lost."""
