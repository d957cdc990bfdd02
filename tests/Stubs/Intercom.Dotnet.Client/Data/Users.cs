using System.Collections.Generic;
using Intercom.Core;

namespace Intercom.Data;

public class Users : Models
{
    public List<User> users { get; set; }

    public string scroll_param { get; set; }
}
