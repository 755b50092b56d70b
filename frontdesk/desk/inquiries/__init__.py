"""What somebody asks before there is a reservation: registered, answered, quoted, reminded of, confirmed, booked or lost."""
