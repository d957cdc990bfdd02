using System.Collections.Generic;
using Intercom.Core;

namespace Intercom.Data;

public class User : Model
{
    public string user_id { get; set; }

    public string email { get; set; }

    public string phone { get; set; }

    public string name { get; set; }

    public long? created_at { get; set; }

    public long? signed_up_at { get; set; }

    public bool? anonymous { get; set; }

    public string app_id { get; set; }

    public Dictionary<string, object> custom_attributes { get; set; }

    public List<Company> companies { get; set; }

    public List<Tag> tags { get; set; }
}
