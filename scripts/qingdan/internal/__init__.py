"""What only those who keep the lists may see: the draft site, findings, exemptions, deadlines (build/internal)."""
