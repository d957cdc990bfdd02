namespace Intercom.Core;

public class Model
{
    public virtual string type { get; set; }

    public virtual string id { get; set; }
}
