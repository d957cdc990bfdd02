using Intercom.Core;

namespace Intercom.Data;

public class Tag : Model
{
    public string name { get; set; }
}
