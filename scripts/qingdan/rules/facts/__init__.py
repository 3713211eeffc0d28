"""What rules look at: bodies, events, chains, delegations, dates. Nothing here reports anything by itself."""
