from bailu.procurement.models.bids import Bid, BidAttachment
from bailu.procurement.models.enquiries import Clarification, Enquiry
from bailu.procurement.models.procedures import Procedure

__all__ = ["Bid", "BidAttachment", "Clarification", "Enquiry", "Procedure"]
