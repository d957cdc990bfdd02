using Intercom.Core;

namespace Intercom.Data;

public class Company : Model
{
    public string company_id { get; set; }

    public string name { get; set; }
}
