
from frontdesk.engine.hours import Hours
from frontdesk.engine.starts import Frame, trim
def free_starts(house, service, ids, claims, start, end, party=1):
    dur=service.duration
    hours=Hours(house,start,end+dur)
    r={}
    fr={}
    for i in ids:
        b=hours.base(i)
        f=fr.get(id(b))
        if f is None: f=fr[id(b)]=Frame(b,dur,((-service.buffer_before,dur+service.buffer_after),),service.step,(start,end))
        r[i]=f.starts(claims.get(i,()),hours.away(i))
    return r
